import type { TaskSummary } from '@keyward/contract';

/** How a running task stands to what tasks like it take. Times in milliseconds. */
export interface Expectation {
  elapsedMs: number;
  /** What nine of ten took at most. */
  expectedMs: number;
  /** How many tasks that is taken from. */
  basis: number;
  /** RFC 3339. */
  endsAt: string;
  isPast: boolean;
}

/** Null while it does not run, and where too few like it have succeeded. */
export function expectationOf(
  {
    state,
    startedAt,
    expected,
  }: Pick<TaskSummary, 'state' | 'startedAt' | 'expected'>,
  nowMs: number,
): Expectation | null {
  if (state !== 'running' || startedAt === null || expected === null) {
    return null;
  }
  const startedMs = new Date(startedAt).getTime();
  // Less than a second is nobody's promise.
  const expectedMs = Math.max(1_000, expected.seconds * 1_000);
  const elapsedMs = Math.max(0, nowMs - startedMs);
  return {
    elapsedMs,
    expectedMs,
    basis: expected.basis,
    endsAt: new Date(startedMs + expectedMs).toISOString(),
    isPast: elapsedMs > expectedMs,
  };
}
