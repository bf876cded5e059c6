import { randomBytes, timingSafeEqual } from 'node:crypto';

import {
  SESSION_HEADER,
  SESSION_MANAGER_PATH,
  viJsonLogin,
} from '@keyward/esx-client/wire';

import type {
  RouteTable,
  SimulatorContext,
  SimulatorRequest,
} from '../host/index.ts';
import { unauthenticated } from '../vapi/vapi-error.ts';

export type EsxAuth = 'vi-json' | 'api-session' | 'basic';

/** Signs in with the configured password, but may not administer key providers. */
export const READ_ONLY_ACCOUNT = 'readonly';

/** The one way of signing in that a simulated host accepts. */
export interface SignIn {
  routes: RouteTable;
  /** The account behind a request, or null. */
  accountOf(request: SimulatorRequest): string | null;
  expire(): void;
}

export function createSignIn(context: SimulatorContext, auth: EsxAuth): SignIn {
  const sessions = new Map<string, { user: string; lastUsedAt: number }>();
  const open = (user: string) => {
    const token = randomBytes(20).toString('hex');
    sessions.set(token, { user, lastUsedAt: context.now() });
    return token;
  };
  const bySession = (request: SimulatorRequest) => {
    const session = sessions.get(request.headers[SESSION_HEADER] ?? '');
    const idleMs = context.options.sessionIdleSeconds * 1000;
    if (!session || context.now() - session.lastUsedAt > idleMs) return null;
    session.lastUsedAt = context.now();
    return session.user;
  };
  const close = (request: SimulatorRequest) =>
    sessions.delete(request.headers[SESSION_HEADER] ?? '')
      ? { status: 204 }
      : unauthenticated();
  const expire = () => sessions.clear();

  switch (auth) {
    case 'basic':
      return {
        routes: {},
        accountOf: (request) => basicAccount(request, context),
        expire,
      };
    case 'api-session':
      return {
        routes: {
          'POST /api/session': (request) => {
            const user = basicAccount(request, context);
            return user === null
              ? unauthenticated()
              : { status: 201, body: open(user) };
          },
          'DELETE /api/session': close,
        },
        accountOf: bySession,
        expire,
      };
    case 'vi-json':
      return {
        routes: {
          [`POST ${SESSION_MANAGER_PATH}/Login`]: (request) => {
            const login = viJsonLogin.safeParse(request.body);
            const user = login.success
              ? checked(login.data.userName, login.data.password, context)
              : null;
            if (user === null) {
              return { status: 500, body: { _typeName: 'InvalidLogin' } };
            }
            const token = open(user);
            return {
              status: 200,
              headers: { [SESSION_HEADER]: token },
              body: { _typeName: 'UserSession', userName: user },
            };
          },
          [`POST ${SESSION_MANAGER_PATH}/Logout`]: close,
        },
        accountOf: bySession,
        expire,
      };
  }
}

function basicAccount(
  { headers }: SimulatorRequest,
  context: SimulatorContext,
): string | null {
  const encoded = /^Basic (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const at = text.indexOf(':');
  return at < 0
    ? null
    : checked(text.slice(0, at), text.slice(at + 1), context);
}

function checked(
  user: string,
  password: string,
  { credentials }: SimulatorContext,
): string | null {
  const known = user === credentials.username || user === READ_ONLY_ACCOUNT;
  const given = Buffer.from(password);
  const expected = Buffer.from(credentials.password);
  const same =
    given.length === expected.length && timingSafeEqual(given, expected);
  return known && same ? user : null;
}
