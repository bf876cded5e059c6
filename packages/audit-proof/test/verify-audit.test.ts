import { newSigningKey, signText, signingPublicKey } from '@keyward/secrets';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { checkFiles } from '../bin/check-files.ts';
import {
  type ChainedRow,
  checkpointText,
  GENESIS,
  rowHash,
  signedNote,
  verifierKey,
} from '../src/index.ts';

const ORIGIN = 'keyward.example/audit';
const folder = mkdtempSync(join(tmpdir(), 'keyward-audit-proof-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const signer = newSigningKey();
const KEY = verifierKey(ORIGIN, signingPublicKey(signer));

function chainOf(count: number): ChainedRow[] {
  const rows: ChainedRow[] = [];
  let prevHash = GENESIS;
  for (let seq = 1; seq <= count; seq += 1) {
    const body = { v: 1, seq, code: 'change.submitted', prevHash };
    const hash = rowHash({ ...body, hash: '' });
    rows.push({ ...body, hash });
    prevHash = hash;
  }
  return rows;
}

function noteOf(rows: readonly ChainedRow[], size: number, by = signer) {
  const text = checkpointText({
    origin: ORIGIN,
    size,
    hash: rows[size - 1]?.hash ?? GENESIS,
    at: '2026-11-21T10:00:00.000Z',
  });
  return signedNote(text, ORIGIN, signingPublicKey(by), signText(by, text));
}

let files = 0;
function fileOf(text: string): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, text);
  return path;
}

function exported(rows: readonly ChainedRow[]): string {
  // Newest first, as the console exports.
  return fileOf(
    rows
      .toReversed()
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
}

function judge(
  rows: readonly ChainedRow[],
  notes: readonly string[] | null,
  key: string | null = KEY,
) {
  return checkFiles([
    '--export',
    exported(rows),
    ...(notes === null ? [] : ['--checkpoints', fileOf(notes.join(''))]),
    ...(key === null ? [] : ['--key', key]),
  ]);
}

const ROWS = chainOf(40);
const NOTES = [noteOf(ROWS, 10), noteOf(ROWS, 38)];

function altered(seq: number, over: object): ChainedRow[] {
  return ROWS.map((row) => (row.seq === seq ? { ...row, ...over } : row));
}

/** A row that somebody rewrote together with its hash and everything behind it. */
function rewritten(seq: number): ChainedRow[] {
  let prevHash = GENESIS;
  return ROWS.map((row) => {
    const body = {
      ...row,
      prevHash,
      ...(row.seq === seq ? { code: 'change.approved' } : {}),
    };
    const hash = rowHash(body);
    prevHash = hash;
    return { ...body, hash };
  });
}

describe('verify-audit', () => {
  it('finds an honest log whole, and says what no checkpoint covers yet', () => {
    const { exit, out } = judge(ROWS, NOTES);
    expect(out).toContain('WHOLE');
    expect(out).toContain('2 rows are newer');
    expect(exit).toBe(0);
  });

  it.each([
    ['an altered row', altered(17, { code: 'x' }), 'number 17 was altered'],
    ['an added member', altered(17, { extra: 1 }), 'number 17 was altered'],
    [
      'a row with another hash',
      altered(17, { hash: 'ab'.repeat(32) }),
      'number 17 was altered',
    ],
    [
      'a deleted row',
      ROWS.filter(({ seq }) => seq !== 17),
      'number 18 follows number 16',
    ],
    [
      'a deleted beginning',
      ROWS.filter(({ seq }) => seq > 5),
      'number 6 is the first one here',
    ],
    [
      'a row twice',
      [...ROWS, ...ROWS.slice(16, 17)],
      'number 17 is there twice',
    ],
    [
      'two rows exchanged',
      ROWS.map((row) =>
        row.seq === 17
          ? { ...ROWS[17], seq: 17 }
          : row.seq === 18
            ? { ...ROWS[16], seq: 18 }
            : row,
      ) as ChainedRow[], // the same rows under each other's numbers
      'number 17 was altered',
    ],
    [
      'the newest rows cut off',
      ROWS.slice(0, 30),
      'number 31 to number 38 are missing',
    ],
    [
      'everything from a row on rewritten',
      rewritten(17),
      'number 38 is another row',
    ],
    ['nothing left', [], 'number 1 to number 10 are missing'],
  ])('finds %s', (_what, rows, sentence) => {
    const { exit, out } = judge(rows, NOTES);
    expect(out).toContain(sentence);
    expect(exit).toBe(1);
  });

  it('takes nobody else’s signature, and no altered checkpoint', () => {
    const foreign = noteOf(ROWS, 10, newSigningKey());
    expect(judge(ROWS, [foreign]).exit).toBe(1);
    const moved = NOTES[0]?.replace('\n10\n', '\n11\n') ?? '';
    expect(judge(ROWS, [moved]).out).toContain('checkpoint 1 is not signed');
  });

  it('does not call a log whole whose end nobody has seen, or whose key nobody gave', () => {
    expect(judge(ROWS, null)).toMatchObject({ exit: 2 });
    expect(judge(ROWS, NOTES, null)).toMatchObject({ exit: 2 });
    expect(judge(ROWS.slice(0, 30), null).out).toContain('NOT PROVED');
  });

  it('names the file or option that it cannot use', () => {
    expect(checkFiles([])).toMatchObject({ exit: 64 });
    expect(checkFiles(['--export', fileOf('{}\n')]).errors).toContain('line 1');
    expect(judge(ROWS, NOTES, 'nonsense').errors).toContain('--key');
    const [origin, id, key] = KEY.split('+');
    expect(
      judge(ROWS, NOTES, `${String(origin)}x+${String(id)}+${String(key)}`)
        .exit,
    ).toBe(64);
    expect(checkFiles(['--help'])).toMatchObject({ exit: 0 });
  });
});
