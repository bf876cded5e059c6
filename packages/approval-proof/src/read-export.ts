import { type ChangeDetail, changeDetail } from '@keyward/contract';
import type { z } from 'zod';

import { type PinnedKeys, pinnedKeys } from './pinned-keys.ts';

/** A file that is not what it should be; the message is one line for whoever gave it. */
export class UnusableFile extends Error {}

/** @throws UnusableFile */
export function readExport(name: string, text: string): ChangeDetail {
  return read(changeDetail, name, text, 'is no change in full as exported');
}

/** @throws UnusableFile */
export function readPinnedKeys(name: string, text: string): PinnedKeys {
  return read(pinnedKeys, name, text, 'is no list of pinned keys');
}

function read<S extends z.ZodType>(
  schema: S,
  name: string,
  text: string,
  complaint: string,
): z.infer<S> {
  const parsed = schema.safeParse(parseJson(name, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UnusableFile(
    issue === undefined
      ? `${name} ${complaint}.`
      : `${name} ${complaint} (/${issue.path.join('/')}: ${issue.message}).`,
  );
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableFile(`${name} is not JSON.`);
  }
}
