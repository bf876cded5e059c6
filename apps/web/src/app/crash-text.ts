import { say } from '@keyward/messages';

import { isApiProblem } from '../api/api-problem.ts';

/** Places in our own files: names, lines and columns, and nothing of what the page was working on. */
const PLACE = /\/(?:assets|src)\/([\w./-]{1,120}?)(?:\?[^:]*)?:(\d+):(\d+)/g;
const MOST_PLACES = 6;

/** Where it happened, innermost first. The message is left out: it may quote what somebody typed. */
function placesOf(error: Error): string[] {
  return [...(error.stack ?? '').matchAll(PLACE)]
    .slice(0, MOST_PLACES)
    .map(
      ([, file = '', line = '', column = '']) => `${file}:${line}:${column}`,
    );
}

function whatFailed(error: unknown): string {
  if (isApiProblem(error)) {
    const { code, status, requestId } = error.problem;
    return say('app.crash-answer', { code, status: String(status), requestId });
  }
  if (!(error instanceof Error)) return say('app.crash-unknown');
  const [first, ...others] = placesOf(error);
  return [
    first === undefined
      ? error.name
      : say('app.crash-error-at', { name: error.name, place: first }),
    ...others.map((place) => `  ${place}`),
  ].join('\n');
}

/**
 * A failed page for a ticket: when, on which page, what kind of error and where in our files. `path` is the page's
 * address without its query.
 */
export function crashText(error: unknown, at: Date, path: string): string {
  return [
    say('app.crash-headline', { path: path.slice(0, 200) }),
    say('app.crash-time', { time: at.toISOString() }),
    whatFailed(error),
    say('app.crash-browser', { browser: navigator.userAgent.slice(0, 200) }),
  ].join('\n');
}
