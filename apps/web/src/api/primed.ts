/** How long an answer that nobody asked for yet may wait, in milliseconds. */
const PATIENCE_MS = 10_000;

const waiting = new Map<string, Promise<unknown>>();

/**
 * Says that the answer of a read is on its way as a part of another: whoever asks for it first waits for that part
 * instead of asking the console. To be used before anything follows the events, for it would miss one.
 *
 * @param url of the read, with its query
 */
export function prime(url: string, answer: Promise<unknown>): void {
  waiting.set(url, answer);
  const forget = (): void => {
    if (waiting.get(url) === answer) waiting.delete(url);
  };
  answer.then(
    () => setTimeout(forget, PATIENCE_MS),
    () => {
      forget();
    },
  );
}

/** Whoever comes next takes no part of what was read for somebody else. */
export function forgetPrimed(): void {
  waiting.clear();
}

/** The part that is on its way for a read, once. */
export function takePrimed(url: string): Promise<unknown> | undefined {
  const answer = waiting.get(url);
  waiting.delete(url);
  return answer;
}
