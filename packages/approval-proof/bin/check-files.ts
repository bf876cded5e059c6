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
  --keys    fingerprints that approvers gave out themselves: {"<person id>": ["<SHA-256>"]}

exit  0 proved · 1 inconsistent or forged · 2 consistent, but not proved · 64 the files cannot be used`;

const EXITS = {
  proved: 0,
  inconsistent: 1,
  unproved: 2,
} as const satisfies Record<ExportReport['verdict'], number>;
const USAGE_EXIT = 64;

/** What the command says and how it ends. */
export interface Checked {
  exit: number;
  out: string;
  errors: string;
}

/** The command `verify-approval`: reads the files it is given and judges what they hold. */
export async function checkFiles(args: readonly string[]): Promise<Checked> {
  try {
    const [exit, out] = await check(args);
    return { exit, out, errors: '' };
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return {
      exit: USAGE_EXIT,
      out: '',
      errors: `${error.message} Try --help.\n`,
    };
  }
}

async function check(args: readonly string[]): Promise<[number, string]> {
  const { change: changeFile, keys: keysFile, help } = readArguments(args);
  if (help) return [0, `${USAGE}\n`];
  if (changeFile === undefined) throw new UnusableFile(`--change is missing.`);
  const change = readExport(changeFile, readText(changeFile));
  const pins =
    keysFile === undefined
      ? null
      : readPinnedKeys(keysFile, readText(keysFile));
  const report = await verifyExport(change, pins);
  return [EXITS[report.verdict], `${describeReport(change, report)}\n`];
}

function readArguments(args: readonly string[]): {
  change: string | undefined;
  keys: string | undefined;
  help: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
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
