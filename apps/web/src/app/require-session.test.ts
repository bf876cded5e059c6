import { isRedirect } from '@tanstack/react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createQueryClient } from '../api/query-client.ts';
import { readSessionHint } from '../api/session-hint.ts';
import { fakeConsole } from '../testing/fake-console.ts';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { requireSession } from './require-session.ts';

const HINT = 'keyward-signed-in=1';

async function arrive(): Promise<'let in' | 'sent to sign in'> {
  const queryClient = createQueryClient(() => undefined);
  try {
    await requireSession(queryClient, '/tasks');
    return 'let in';
  } catch (error) {
    if (!isRedirect(error)) throw error;
    expect(error.options).toMatchObject({
      to: '/sign-in',
      search: { next: '/tasks' },
    });
    return 'sent to sign in';
  }
}

describe('who comes to a page of the console', () => {
  // Other tests share this page, and are signed in.
  beforeEach(() => {
    document.cookie = `${HINT}; Max-Age=0`;
  });
  afterEach(() => {
    document.cookie = `${HINT}; Max-Age=0`;
  });

  it('is sent to sign in without a question that would be refused, where nothing hints at a session', async () => {
    const { calls } = fakeConsole({});
    expect(await arrive()).toBe('sent to sign in');
    expect(calls).toEqual([]);
  });

  it('is let in when the console knows their session', async () => {
    document.cookie = HINT;
    fakeConsole({ 'GET /api/session': () => ({ body: SESSIONS.admin }) });
    expect(await arrive()).toBe('let in');
  });

  it('is sent to sign in when their session has ended, and not asked for again', async () => {
    document.cookie = HINT;
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
    expect(await arrive()).toBe('sent to sign in');
    expect(readSessionHint()).toBeNull();
    expect(await arrive()).toBe('sent to sign in');
    expect(calls).toHaveLength(1);
  });
});
