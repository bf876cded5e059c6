import { isApiProblem } from './api-problem.ts';

interface Page<T> {
  items: readonly T[];
  nextCursor: string | null;
}

/** As many as the console gives at once. */
export const LARGEST_PAGE = 200;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * A list from its beginning to its end, page by page; waits as long as the console asks it to.
 * @throws whatever a page fails with
 */
export async function* readPages<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  signal: AbortSignal,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  while (!signal.aborted) {
    try {
      const page = await read(cursor);
      yield page.items;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    } catch (error) {
      const seconds = isApiProblem(error)
        ? error.problem.retryAfterSeconds
        : undefined;
      if (seconds === undefined) throw error;
      await pause(seconds * 1000, signal);
    }
  }
}
