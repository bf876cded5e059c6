import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../testing/fake-console.ts';
import { aChange, CHANGE_ID } from '../testing/change-fixtures.ts';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { refusal } from '../testing/identity-fixtures.ts';
import { ApiProblem } from './api-problem.ts';
import { callRoute, routeUrl } from './call-route.ts';
import { approveChange, submitChange } from './changes.ts';
import { lendProver } from './prove-again.ts';

async function problemFrom(call: Promise<unknown>): Promise<ApiProblem> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof ApiProblem)) {
    throw new Error('Expected an ApiProblem.');
  }
  return error;
}

describe('calling the console', () => {
  it('fills parameters and query, joins lists and leaves out what is empty', () => {
    expect(routeUrl('getChange', { params: { id: 'a/b' } })).toBe(
      '/api/changes/a%2Fb',
    );
    expect(
      routeUrl('listChanges', {
        query: {
          state: ['pending', 'failed'],
          q: '',
          limit: 50,
          host: undefined,
        },
      }),
    ).toBe('/api/changes?state=pending%2Cfailed&limit=50');
  });

  it('sends what the request gate asks of every unsafe method', async () => {
    const { calls } = fakeConsole({
      [`POST /api/changes/${CHANGE_ID}/approve`]: () => ({ body: aChange() }),
    });
    await approveChange(CHANGE_ID, { digest: 'd' });
    expect(calls[0]?.headers.get('X-Keyward')).toBe('1');
    expect(calls[0]?.headers.get('Content-Type')).toBe('application/json');
    expect(calls[0]?.body).toEqual({ digest: 'd' });
  });

  it('keeps the idempotency key it was given', async () => {
    const { calls } = fakeConsole({
      'POST /api/changes': () => ({ status: 201, body: aChange() }),
    });
    const change = {
      operation: 'ontap.add-key-servers',
      connectionId: 'c',
      input: {},
      reason: 'r',
    } as const;
    await submitChange(change, 'key-0123456789abcdef');
    expect(calls[0]?.idempotencyKey).toBe('key-0123456789abcdef');
  });

  it('turns a refusal into the contract’s problem with its field errors', async () => {
    const fieldErrors = [
      {
        pointer: '/input/servers/1/server',
        code: 'duplicate_server',
        message: 'The same server as number 1.',
      },
    ];
    fakeConsole({
      'POST /api/changes/preview': () => ({
        status: 422,
        body: {
          code: 'validation_failed',
          title: 'Some fields need attention',
          status: 422,
          requestId: 'r',
          fieldErrors,
        },
      }),
    });
    const problem = await problemFrom(callRoute('previewChange', { body: {} }));
    expect(problem.code).toBe('validation_failed');
    expect(problem.fieldErrors).toEqual(fieldErrors);
  });

  it('says in words when something else than the console answered', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(
        new Response('<html>Bad gateway</html>', { status: 502 }),
      ),
    );
    const problem = await problemFrom(callRoute('listTasks'));
    expect(problem.code).toBe('unreadable_answer');
    expect(problem.message).toContain('HTTP 502');
  });

  it('says in words when no answer came', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.reject(new TypeError('Failed to fetch')),
    );
    const problem = await problemFrom(callRoute('listTasks'));
    expect(problem.code).toBe('offline');
    expect(problem.problem.nextStep).toContain('try again');
  });

  it('says in words when an answer was cut off', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response('{"items": [', { status: 200 })),
    );
    expect((await problemFrom(callRoute('listTasks'))).code).toBe(
      'unreadable_answer',
    );
  });

  it('answers nothing for 204', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(null, { status: 204 })),
    );
    await expect(callRoute('signOut')).resolves.toBeUndefined();
  });

  it('makes a call once more that was on its way while another tab renewed the session', async () => {
    let tries = 0;
    const { calls } = fakeConsole({
      'GET /api/session': () => ({ body: SESSIONS.admin }),
      'GET /api/tasks': () => {
        tries += 1;
        return tries === 1
          ? refusal(401, 'unauthenticated')
          : { body: { items: [], nextCursor: null } };
      },
    });
    await expect(callRoute('listTasks')).resolves.toEqual({
      items: [],
      nextCursor: null,
    });
    expect(calls.map(({ path }) => path)).toEqual([
      '/api/tasks',
      '/api/session',
      '/api/tasks',
    ]);
  });

  it('is signed out when the session is really gone, asked once for many calls', async () => {
    const { calls } = fakeConsole({
      'GET /api/session': () => refusal(401, 'unauthenticated'),
      'GET /api/tasks': () => refusal(401, 'unauthenticated'),
      'GET /api/changes': () => refusal(401, 'unauthenticated'),
    });
    const problems = await Promise.all([
      problemFrom(callRoute('listTasks')),
      problemFrom(callRoute('listChanges')),
    ]);
    expect(problems.map(({ code }) => code)).toEqual([
      'unauthenticated',
      'unauthenticated',
    ]);
    expect(calls.filter(({ path }) => path === '/api/session')).toHaveLength(1);
  });

  it('leaves the proof of a single decision to the decision', async () => {
    const asked = vi.fn(() => Promise.resolve(true));
    const takeBack = lendProver(asked);
    fakeConsole({
      [`POST /api/changes/${CHANGE_ID}/approve`]: () =>
        refusal(401, 'step_up_required', {
          optionsUrl: `/api/changes/${CHANGE_ID}/approve/options`,
        }),
    });
    const problem = await problemFrom(
      approveChange(CHANGE_ID, { digest: 'd' }),
    );
    expect(problem.problem.optionsUrl).toContain('/approve/options');
    expect(asked).not.toHaveBeenCalled();
    takeBack();
  });

  it('asks one question for several calls that need a fresh proof, and repeats each once', async () => {
    let isProved = false;
    const asked = vi.fn(() => {
      isProved = true;
      return Promise.resolve(true);
    });
    const takeBack = lendProver(asked);
    const sensitive = () =>
      isProved ? { body: {} } : refusal(401, 'step_up_required');
    const { calls } = fakeConsole({
      'DELETE /api/passkeys/a': sensitive,
      'DELETE /api/passkeys/b': sensitive,
    });
    await Promise.all(
      ['a', 'b'].map((id) => callRoute('removePasskey', { params: { id } })),
    );
    expect(asked).toHaveBeenCalledTimes(1);
    expect(calls).toHaveLength(4);
    takeBack();
  });

  it('asks nobody again when the repeated call is refused as well', async () => {
    const asked = vi.fn(() => Promise.resolve(true));
    const takeBack = lendProver(asked);
    const { calls } = fakeConsole({
      'DELETE /api/passkeys/a': () => refusal(401, 'step_up_required'),
    });
    const problem = await problemFrom(
      callRoute('removePasskey', { params: { id: 'a' } }),
    );
    expect(problem.code).toBe('step_up_required');
    expect([asked.mock.calls.length, calls.length]).toEqual([1, 2]);
    takeBack();
  });
});
