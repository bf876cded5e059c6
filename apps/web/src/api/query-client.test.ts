import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../testing/fake-console.ts';
import { refusal } from '../testing/identity-fixtures.ts';
import { ApiProblem, isApiProblem } from './api-problem.ts';
import { callRoute } from './call-route.ts';
import { createQueryClient, retryDelayMs } from './query-client.ts';

const WAIT = {
  detail: 'More requests came at once than the console takes from one place.',
  nextStep: 'Wait 3 seconds, then try again.',
  retryAfterSeconds: 3,
};

describe('a read that the console slows down', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is made again when the console says, and nobody notices', async () => {
    let tries = 0;
    fakeConsole({
      'GET /api/tasks': () => {
        tries += 1;
        return tries === 1
          ? refusal(429, 'rate_limited', WAIT)
          : { body: { items: [], nextCursor: null } };
      },
    });
    const client = createQueryClient(() => undefined);
    const read = client.fetchQuery({
      queryKey: ['tasks'],
      queryFn: () => callRoute('listTasks'),
      retry: client.getDefaultOptions().queries?.retry ?? false,
    });
    await vi.advanceTimersByTimeAsync(2_900);
    expect(tries).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    await expect(read).resolves.toEqual({ items: [], nextCursor: null });
    expect(tries).toBe(2);
  });

  it('is given up in the console’s words when it stays so', async () => {
    fakeConsole({ 'GET /api/tasks': () => refusal(429, 'rate_limited', WAIT) });
    const client = createQueryClient(() => undefined);
    const read = client
      .fetchQuery({
        queryKey: ['tasks'],
        queryFn: () => callRoute('listTasks'),
        retry: client.getDefaultOptions().queries?.retry ?? false,
      })
      .catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    const error = await read;
    expect(isApiProblem(error) && error.problem).toMatchObject(WAIT);
  });

  it('waits no longer than half a minute, and as usual where nothing is said', () => {
    const problem = (retryAfterSeconds?: number): ApiProblem =>
      new ApiProblem({
        code: 'rate_limited',
        title: 'Too many attempts',
        status: 429,
        requestId: '',
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      });
    expect(retryDelayMs(0, problem(900))).toBe(30_000);
    expect(
      [0, 1, 2].map((failures) => retryDelayMs(failures, problem())),
    ).toEqual([1_000, 2_000, 4_000]);
  });

  it('is slowed down in words by a proxy, too', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(
        new Response('slow down', {
          status: 429,
          headers: { 'retry-after': '7' },
        }),
      ),
    );
    const error: unknown = await callRoute('listTasks').catch(
      (thrown: unknown) => thrown,
    );
    expect(isApiProblem(error) && error.problem).toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 7,
      nextStep: 'Wait a moment, then try again.',
    });
    vi.unstubAllGlobals();
  });
});

describe('a browser without a network', () => {
  it('is told at once that nothing was sent, and nothing is sent later by itself', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    const sent = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('fetch', sent);
    const client = createQueryClient(() => undefined);
    const submit = client
      .getMutationCache()
      .build(client, { mutationFn: () => callRoute('endOtherSessions') });
    const refused: unknown = await submit
      .execute(undefined)
      .catch((error: unknown) => error);
    expect(isApiProblem(refused) && refused.problem).toMatchObject({
      code: 'offline',
      detail: 'This browser is offline, so nothing was sent.',
    });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    window.dispatchEvent(new Event('online'));
    await Promise.resolve();
    expect(sent).toHaveBeenCalledTimes(1);
  });
});
