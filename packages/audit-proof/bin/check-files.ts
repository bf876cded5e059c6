import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import {
  type AuditReport,
  type ChainedRow,
  chainedRow,
  readVerifierKey,
  splitNotes,
  type VerifierKey,
  verifyAudit,
} from '../src/index.ts';

const USAGE = `usage: npm run verify-audit -- --export <file> [--checkpoints <file>] [--key <key>]

  --export       the whole audit log as NDJSON, as GET /api/audit/export answers it
  --checkpoints  what the console wrote to its checkpoint file, kept where the console cannot reach it
  --key          the console's key for checkpoints, noted when it was set up: <origin>+<id>+<Base64>

exit  0 whole, and checkpoints prove it · 1 altered or incomplete · 2 nothing wrong, but not proved · 64 unusable files`;

const EXITS = {
  whole: 0,
  broken: 1,
  unproved: 2,
} as const satisfies Record<AuditReport['verdict'], number>;
const UNUSABLE = 64;
const MOST_FAULTS = 20;

class UnusableFile extends Error {}

export interface Checked {
  exit: number;
  out: string;
  errors: string;
}

/** The command `verify-audit`: reads the files it is given and judges what they hold. */
export function checkFiles(args: readonly string[]): Checked {
  try {
    const given = readArguments(args);
    if (given.help) return { exit: 0, out: `${USAGE}\n`, errors: '' };
    const report = verifyAudit(
      readRows(given.export),
      given.checkpoints === undefined
        ? []
        : splitNotes(readText(given.checkpoints)),
      readKey(given.key),
    );
    return {
      exit: EXITS[report.verdict],
      out: `${describe(report)}\n`,
      errors: '',
    };
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return {
      exit: UNUSABLE,
      out: '',
      errors: `${error.message} Try --help.\n`,
    };
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        export: { type: 'string' },
        checkpoints: { type: 'string' },
        key: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UnusableFile(error instanceof Error ? error.message : 'usage');
  }
}

function readRows(path: string | undefined): ChainedRow[] {
  if (path === undefined) throw new UnusableFile('--export is missing.');
  return readText(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => readRow(path, line, index + 1));
}

function readRow(path: string, line: string, number: number): ChainedRow {
  try {
    return chainedRow.parse(JSON.parse(line));
  } catch {
    throw new UnusableFile(
      `${path}, line ${String(number)} is no row of an audit log.`,
    );
  }
}

function readKey(text: string | undefined): VerifierKey | null {
  if (text === undefined) return null;
  const key = readVerifierKey(text);
  if (key === null) throw new UnusableFile('--key is no key for checkpoints.');
  return key;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UnusableFile(`${path} cannot be read.`);
  }
}

function describe(report: AuditReport): string {
  const { verdict, rows, first, last, checkpoints, beyond, faults } = report;
  const span =
    rows === 0
      ? 'no rows'
      : `${String(rows)} rows, numbers ${String(first)} to ${String(last)}`;
  const seen = `${span}; ${String(checkpoints)} checkpoints`;
  if (verdict === 'whole') {
    return `WHOLE: ${seen}. ${String(beyond)} rows are newer than the newest checkpoint.`;
  }
  if (verdict === 'unproved') {
    return `NOT PROVED: ${seen}. Nothing is wrong with these rows, but without checkpoints and the key that signs them nobody can tell whether the newest are missing.`;
  }
  return [
    `BROKEN: ${seen}.`,
    ...faults
      .slice(0, MOST_FAULTS)
      .map(({ seq, what }) =>
        seq === 0 ? `  ${what}` : `  number ${String(seq)} ${what}`,
      ),
    ...(faults.length > MOST_FAULTS
      ? [`  and ${String(faults.length - MOST_FAULTS)} more`]
      : []),
  ].join('\n');
}
