import type { APIRequest, BrowserContext } from '@playwright/test';

import { unsafeHeaders } from './console-api.ts';

export const DEMO_PASSWORD = 'keyward-demo';

export type Username = 'admin' | 'reviewer' | 'reviewer2' | 'helpdesk' | 'lead';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A person's session as browser storage; signs in at the first call only. */
export type SignedIn = (username: Username) => Promise<StorageState>;

/** One session per person and console: signing in is slow on purpose, and limited. */
export function rememberSessions(
  request: APIRequest,
  origin: string,
): SignedIn {
  const sessions = new Map<Username, Promise<StorageState>>();
  return (username) => {
    const held = sessions.get(username) ?? signIn(request, origin, username);
    sessions.set(username, held);
    return held;
  };
}

async function signIn(
  request: APIRequest,
  origin: string,
  username: Username,
): Promise<StorageState> {
  const context = await request.newContext();
  try {
    const answer = await context.post(`${origin}/api/session`, {
      headers: unsafeHeaders(origin),
      data: JSON.stringify({ username, password: DEMO_PASSWORD }),
    });
    if (answer.status() !== 201) {
      throw new Error(`${username} cannot sign in: ${await answer.text()}`);
    }
    return await context.storageState();
  } finally {
    await context.dispose();
  }
}
