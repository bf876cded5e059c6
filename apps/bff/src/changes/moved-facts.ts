import { digestOf } from '@keyward/approval-proof';
import { type Json, type MovedFact } from '@keyward/contract';

const MOST_FACTS = 20;

/** What differs between the facts a change was planned on and the facts now, by JSON pointer. */
export function movedFacts(before: Json, now: Json): MovedFact[] {
  return compare(before, now, '').slice(0, MOST_FACTS);
}

function compare(before: Json, now: Json, pointer: string): MovedFact[] {
  if (isRecord(before) && isRecord(now)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...keys].flatMap((key) =>
      compare(before[key] ?? null, now[key] ?? null, `${pointer}/${key}`),
    );
  }
  if (digestOf(before) === digestOf(now)) return [];
  return [{ pointer, before, now }];
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
