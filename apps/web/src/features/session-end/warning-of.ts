import type { SessionEnds } from '../../api/session-end.ts';

const IDLE_WARNING_MS = 2 * 60_000;
const LIMIT_WARNING_MS = 10 * 60_000;

export type EndWarning = 'idle' | 'limit' | null;

/** What a person is warned of at a moment: two minutes before an idle session ends, ten before any does. */
export function warningOf(
  { idleMs, limitMs }: SessionEnds,
  nowMs: number,
): EndWarning {
  if (nowMs >= idleMs - IDLE_WARNING_MS && idleMs < limitMs) return 'idle';
  return nowMs >= limitMs - LIMIT_WARNING_MS ? 'limit' : null;
}
