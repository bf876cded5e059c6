// Checks an exported change without the console: npm run verify-approval -- --change c.json --keys pinned.json
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import {
  describeReport,
  type ExportReport,
  readExport,
  readPinnedKeys,
  UnusableFile,
  verifyExport,
} from '../src/index.ts';

const USAGE = `usage: npm run verify-approval -- --change <file> [--keys <file>]

  --change  a change as GET /api/changes/<id> answers it
  --keys    fingerprints that approvers gave out themselves: {"<user name or person id>": ["<SHA-256>"]}

exit  0 proved · 1 inconsistent or forged · 2 consistent, but not proved · 64 the files cannot be used`;

const EXITS = {
  proved: 0,
  inconsistent: 1,
  unproved: 2,
} as const satisfies Record<ExportReport['verdict'], number>;
const USAGE_EXIT = 64;

async function main(): Promise<number> {
  const { change: changeFile, keys: keysFile, help } = readArguments();
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (changeFile === undefined) throw new UnusableFile(`--change is missing.`);
  const change = readExport(changeFile, readText(changeFile));
  const pins =
    keysFile === undefined
      ? null
      : readPinnedKeys(keysFile, readText(keysFile));
  const report = await verifyExport(change, pins);
  process.stdout.write(`${describeReport(change, report)}\n`);
  return EXITS[report.verdict];
}

function readArguments(): {
  change: string | undefined;
  keys: string | undefined;
  help: boolean;
} {
  try {
    const { values } = parseArgs({
      options: {
        change: { type: 'string' },
        keys: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { change: values.change, keys: values.keys, help: values.help };
  } catch (error) {
    throw new UnusableFile(error instanceof Error ? error.message : 'usage');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UnusableFile(`${path} cannot be read.`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UnusableFile)) throw error;
  process.stderr.write(`${error.message} Try --help.\n`);
  process.exitCode = USAGE_EXIT;
}
