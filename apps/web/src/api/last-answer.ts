import { readStored, store } from '../browser/browser-storage.ts';

const KEPT = 'keyward-answered';
/** Other tabs need to know it to a few seconds only. */
const KEEP_EVERY_MS = 5_000;

let answeredMs = 0;
let keptMs = 0;

/** The console has answered a call of this tab: the session’s idle time begins anew. */
export function noteAnswer(): void {
  answeredMs = Date.now();
  if (Math.abs(answeredMs - keptMs) < KEEP_EVERY_MS) return;
  keptMs = answeredMs;
  store(KEPT, String(answeredMs));
}

/**
 * When the console last answered any tab of this browser, by this browser’s clock in ms; 0 when that is not known. Where
 * storage is switched off, each tab knows of its own calls only.
 */
export function lastAnswerMs(): number {
  const kept = Number(readStored(KEPT) ?? 0);
  // A clock that was set back must not make a session look fresher than it is.
  const now = Date.now();
  return Math.max(0, ...[answeredMs, kept].filter((each) => each <= now));
}
