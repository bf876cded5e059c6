import type { Session } from '@keyward/contract';
import type { QueryClient } from '@tanstack/react-query';

import { lastAnswerMs } from './last-answer.ts';
import { sessionQuery } from './session.ts';

/** The console notes use once a minute at most, so an idle session may end that much before its time. */
const NOTED_EVERY_MS = 60_000;

/** When a session will end, by this browser’s clock in ms. */
export interface SessionEnds {
  /** At the earliest, if nothing more is asked for. */
  idleMs: number;
  /** In any case. */
  limitMs: number;
}

/** `readAtMs`: when the session was read; `answeredMs`: when the console last answered anything. */
export function endsOf(
  session: Pick<Session, 'secondsLeft' | 'idleSeconds'>,
  readAtMs: number,
  answeredMs: number,
): SessionEnds {
  return {
    idleMs:
      Math.max(readAtMs, answeredMs) +
      session.idleSeconds * 1000 -
      NOTED_EVERY_MS,
    limitMs: readAtMs + session.secondsLeft * 1000,
  };
}

/** The ends of the session that this page knows; null before it was read. */
export function knownEnds(queryClient: QueryClient): SessionEnds | null {
  const state = queryClient.getQueryState(sessionQuery.queryKey);
  return state?.data === undefined
    ? null
    : endsOf(state.data, state.dataUpdatedAt, lastAnswerMs());
}

export type EndedBecause = 'idle' | 'limit' | 'elsewhere';

/** Why a session that has ended probably has: the console does not say it to who is not signed in. */
export function endedBecause(
  ends: SessionEnds | null,
  nowMs: number,
): EndedBecause {
  // The two clocks need not agree to the second.
  if (ends !== null && nowMs >= ends.limitMs - 5_000) return 'limit';
  if (ends !== null && nowMs >= ends.idleMs - 5_000) return 'idle';
  return 'elsewhere';
}
