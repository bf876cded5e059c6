/** How long a request that was sent ahead may wait for whoever wants its answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How every read asks. */
export const READ = {
  method: 'GET',
  headers: { Accept: 'application/json' },
  credentials: 'same-origin',
} as const satisfies RequestInit;

const started = new Map<string, Promise<Response>>();

/**
 * Sends a read while the scripts that want its answer are still on their way. The first who asks for it takes this
 * answer, whatever it says, instead of asking again.
 *
 * @param url of the read, with its query
 */
export function startRead(url: string): Promise<Response> {
  const answer = fetch(url, READ);
  started.set(url, answer);
  const forget = (): void => {
    if (started.get(url) === answer) started.delete(url);
  };
  answer.then(() => setTimeout(forget, PATIENCE_MS), forget);
  return answer;
}

/** The answer that is on its way for a read, once. */
export function takeStarted(url: string): Promise<Response> | undefined {
  const answer = started.get(url);
  started.delete(url);
  return answer;
}

/** Whoever comes next takes no answer that was meant for somebody else. */
export function forgetStarted(): void {
  started.clear();
}
