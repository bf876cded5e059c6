import { tooMuch } from '../limits/too-much.ts';

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
        throw tooMuch('Your other export is still running.', 5);
      }
      if (over.aborted) return;
      running.add(personId);
      over.addEventListener('abort', () => running.delete(personId), {
        once: true,
      });
    },
  };
}
