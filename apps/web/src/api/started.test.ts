import { afterEach, describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../testing/fake-console.ts';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { callRoute } from './call-route.ts';
import { forgetStarted, startRead, takeStarted } from './started.ts';

const SESSION = '/api/session';

afterEach(() => {
  vi.useRealTimers();
  forgetStarted();
});

describe('a read that was sent ahead', () => {
  it('is not sent again by the first who asks for it, and is by the next', async () => {
    const { calls } = fakeConsole({
      'GET /api/session': () => ({ body: SESSIONS.admin }),
    });
    void startRead(SESSION);
    expect(await callRoute('whoAmI')).toEqual(SESSIONS.admin);
    expect(calls).toHaveLength(1);
    await callRoute('whoAmI');
    expect(calls).toHaveLength(2);
  });

  it('gives its refusal to who asks, without a second one', async () => {
    const { calls } = fakeConsole({
      'GET /api/session': () => ({
        status: 401,
        body: {
          code: 'unauthenticated',
          title: 'Sign in',
          status: 401,
          requestId: 'r',
        },
      }),
    });
    void startRead(SESSION);
    await expect(callRoute('whoAmI')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(calls).toHaveLength(1);
  });

  it('answers no other method of its address', async () => {
    const { calls } = fakeConsole({
      'GET /api/session': () => ({ body: SESSIONS.admin }),
      'DELETE /api/session': () => ({}),
    });
    void startRead(SESSION);
    await callRoute('signOut');
    expect(calls).toHaveLength(2);
  });

  it('is not there for who comes later, or comes next', async () => {
    vi.useFakeTimers();
    fakeConsole({ 'GET /api/session': () => ({ body: SESSIONS.admin }) });
    await startRead(SESSION);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(takeStarted(SESSION)).toBeUndefined();
    void startRead(SESSION);
    forgetStarted();
    expect(takeStarted(SESSION)).toBeUndefined();
  });
});
