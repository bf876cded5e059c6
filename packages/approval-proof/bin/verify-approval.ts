// Checks an exported change without the console: npm run verify-approval -- --change c.json --keys pinned.json
import { checkFiles } from './check-files.ts';

const { exit, out, errors } = await checkFiles(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(errors);
process.exitCode = exit;
