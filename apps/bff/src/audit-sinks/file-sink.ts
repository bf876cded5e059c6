import { auditRow } from '@keyward/contract';
import { type FileHandle, open } from 'node:fs/promises';
import { hostname } from 'node:os';

import { inertJson } from '../audit/inert-text.ts';
import type { AuditSink, HeldRow } from './audit-sink.ts';

/** Longer than any two rows: the end of the file always holds a whole one. */
const TAIL_BYTES = 64 * 1024;
const LINE_BREAK = 0x0a;

/**
 * A file on this host, one row a line. What it holds is read from its own end, so that a kill between writing and
 * remembering brings no row twice; half a line, as a power cut leaves it, is taken away first.
 */
export function createFileSink({
  name,
  path,
}: {
  name: string;
  path: string;
}): AuditSink {
  return {
    name,
    type: 'file',
    // Each host has a file of its own, whole.
    cursor: `${name}@${hostname()}`,
    async send(rows) {
      await withFile(path, async (file) => {
        await file.appendFile(
          rows.map((row) => `${inertJson(row)}\n`).join(''),
        );
        await file.sync();
      });
    },
    held: () => withFile(path, lastRow),
    close: () => Promise.resolve(),
  };
}

async function withFile<R>(
  path: string,
  work: (file: FileHandle) => Promise<R>,
): Promise<R> {
  const file = await open(path, 'a+', 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function lastRow(file: FileHandle): Promise<HeldRow | null> {
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL_BYTES);
  const tail = Buffer.alloc(size - from);
  await file.read(tail, 0, tail.length, from);
  const end = tail.lastIndexOf(LINE_BREAK) + 1;
  if (end < tail.length) await file.truncate(from + end);
  if (end === 0) return null;
  const begin = tail.lastIndexOf(LINE_BREAK, end - 2) + 1;
  return readRow(tail.subarray(begin, end).toString('utf8'));
}

/** Null for a line that is no row of ours, such as a note that somebody wrote. */
function readRow(line: string): HeldRow | null {
  try {
    return auditRow.pick({ seq: true, hash: true }).parse(JSON.parse(line));
  } catch {
    return null;
  }
}
