import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 40;
/** Looking is work too, mostly a request to the console: who waits long looks less often. */
const LONGEST_PAUSE_MS = 200;

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
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 1.4) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) {
      throw new Error(`Waited ${String(limitMs)} ms in vain for ${what}.`);
    }
    await pause(Math.min(pauseMs, LONGEST_PAUSE_MS));
  }
}
