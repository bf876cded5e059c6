// Checks an exported audit log without the console: npm run verify-audit -- --export audit.ndjson --checkpoints file --key key
import { checkFiles } from './check-files.ts';

const { exit, out, errors } = checkFiles(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(errors);
process.exitCode = exit;
