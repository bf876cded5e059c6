import type { StreamEvent } from '@keyward/contract';

const TYPES: ReadonlySet<string> = new Set<StreamEvent['type']>([
  'change',
  'task',
  'connection',
]);

function isStreamEvent(value: unknown): value is StreamEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    typeof value.seq === 'number' &&
    'type' in value &&
    typeof value.type === 'string' &&
    TYPES.has(value.type) &&
    'subject' in value &&
    typeof value.subject === 'string' &&
    'data' in value &&
    typeof value.data === 'object'
  );
}

/** One event of the table; null for anything a later server may send that this page does not know. */
export function readEvent(data: string): StreamEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    return isStreamEvent(value) ? value : null;
  } catch {
    return null;
  }
}
