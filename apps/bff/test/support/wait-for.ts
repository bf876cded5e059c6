import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 40;

/**
 * Asks again until `look` answers with something, at most `limitMs`.
 *
 * @throws naming what was awaited, so that a test that hangs says on what.
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  limitMs = 20_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) {
      throw new Error(`Waited ${String(limitMs)} ms in vain for ${what}.`);
    }
    await pause(PAUSE_MS);
  }
}
