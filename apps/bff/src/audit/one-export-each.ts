import { Refusal } from '../http/refusal.ts';

export interface OneExportEach {
  /** @throws Refusal `rate_limited` while another export of the person runs. */
  begin(personId: string, over: AbortSignal): void;
}

/** One running export per person: each reads the whole log, and one reader needs no two at once. */
export function createOneExportEach(): OneExportEach {
  const running = new Set<string>();
  return {
    begin(personId, over) {
      if (running.has(personId)) {
        throw new Refusal('rate_limited', {
          detail: 'Your other export is still running.',
          retryAfterSeconds: 5,
        });
      }
      if (over.aborted) return;
      running.add(personId);
      over.addEventListener('abort', () => running.delete(personId), {
        once: true,
      });
    },
  };
}
