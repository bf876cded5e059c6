import type { ErrorCode, FieldError, Problem } from '@keyward/contract';
import { say } from '@keyward/messages';

/**
 * Codes that only the browser can meet: no answer came, or none that could be read; no passkey was used, or what was
 * to be signed is not what the page shows.
 */
type ClientCode =
  'offline' | 'unreadable_answer' | 'passkey_unused' | 'challenge_mismatch';

export type AnyProblem = Omit<Problem, 'code'> & {
  code: ErrorCode | ClientCode;
};

/** Every failed call becomes this: the contract's problem, or one made here when no problem came back. */
export class ApiProblem extends Error {
  readonly problem: AnyProblem;

  constructor(problem: AnyProblem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }

  get code(): AnyProblem['code'] {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  get fieldErrors(): readonly FieldError[] {
    return this.problem.fieldErrors ?? [];
  }
}

export function isApiProblem(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem;
}

/** Any thrown value as a problem, so that a page has one way to show a failure. */
export function problemOf(error: unknown): AnyProblem {
  if (isApiProblem(error)) return error.problem;
  return {
    code: 'internal',
    title: say('api.something-went-wrong-in-this-page'),
    status: 0,
    detail:
      error instanceof Error ? error.message : say('api.an-unknown-error'),
    nextStep: say('api.reload-the-page-if-it-happens-again'),
    requestId: '',
  };
}

/** No answer came; a browser that knows it has no network says that nothing went out. */
export function offlineProblem(): ApiProblem {
  return new ApiProblem({
    code: 'offline',
    title: say('api.the-console-cannot-be-reached'),
    status: 0,
    detail: navigator.onLine
      ? say('api.no-answer-came-from-keyward')
      : say('api.this-browser-is-offline-nothing-was-sent'),
    nextStep: navigator.onLine
      ? say('api.check-your-network-then-try-again-nothing')
      : say('api.what-you-filled-in-stays-here-send-it'),
    requestId: '',
  });
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'title' in body &&
    typeof body.title === 'string'
  );
}

/** Something in front of the console slows this browser down. */
function tooMuchOnTheWay({ headers }: Response): ApiProblem {
  const seconds = Number(headers.get('retry-after') ?? '');
  return new ApiProblem({
    code: 'rate_limited',
    title: say('api.too-many-attempts'),
    status: 429,
    detail: say('api.more-requests-came-at-once-than-are'),
    nextStep: say('api.wait-a-moment-then-try-again'),
    requestId: headers.get('x-request-id') ?? '',
    ...(Number.isInteger(seconds) && seconds > 0
      ? { retryAfterSeconds: seconds }
      : {}),
  });
}

/** The problem of an answer that is not a success, whatever its body is (a proxy may have written it). */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiProblem(body);
  if (response.status === 429) return tooMuchOnTheWay(response);
  return new ApiProblem({
    code: response.status === 401 ? 'unauthenticated' : 'unreadable_answer',
    title: say('api.an-answer-that-is-not-from-keyward'),
    status: response.status,
    detail: say('api.something-between-this-browser-and-keyward', {
      status: response.status,
    }),
    nextStep: say('api.try-again-if-it-stays-tell-the'),
    requestId: response.headers.get('x-request-id') ?? '',
  });
}
