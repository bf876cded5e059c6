import type {
  Notification,
  Passkey,
  PersonDetail,
  SessionItem,
} from '@keyward/contract';

import { CHANGE_ID } from './change-fixtures.ts';
import { SESSIONS } from './session-fixtures.ts';

const AT = '2026-11-21T08:00:00.000Z';

export const PERSON_ID = '0199a000-0000-7000-8000-0000000000d1';
const NORA = { id: PERSON_ID, username: 'nora', displayName: 'Nora New' };

export function aPasskey(over: Partial<Passkey> = {}): Passkey {
  return {
    id: '0199a000-0000-7000-8000-0000000000e1',
    name: 'Laptop',
    publicKeySha256: '3f'.repeat(32),
    backedUp: false,
    createdAt: AT,
    lastUsedAt: null,
    ...over,
  };
}

export function aSession(over: Partial<SessionItem> = {}): SessionItem {
  return {
    id: '0199a000-0000-7000-8000-0000000000f1',
    person: SESSIONS.reviewer.person,
    signedInWith: 'password',
    device: 'Firefox on Linux',
    ip: '192.0.2.7',
    createdAt: AT,
    lastSeenAt: AT,
    expiresAt: '2026-11-21T16:00:00.000Z',
    current: false,
    ...over,
  };
}

export function aPerson(over: Partial<PersonDetail> = {}): PersonDetail {
  return {
    ...NORA,
    email: 'nora@corp.example',
    active: true,
    roles: [
      { role: 'reviewer', source: 'console', grantedAt: AT },
      { role: 'helpdesk', source: 'idp', grantedAt: AT },
    ],
    passkeys: 1,
    sessions: 1,
    createdAt: AT,
    lastSignInAt: AT,
    invitedUntil: null,
    identities: [
      { iss: 'local', sub: 'nora', createdAt: AT },
      { iss: 'https://id.corp.example', sub: '00u1', createdAt: AT },
    ],
    passkeyList: [aPasskey()],
    sessionList: [aSession({ person: NORA })],
    ...over,
  };
}

export function aNotification(over: Partial<Notification> = {}): Notification {
  return {
    id: '0199a000-0000-7000-8000-0000000000b1',
    kind: 'needs_decision',
    title: 'CHG-1042 needs a decision: Add 2 key servers on ontap-01',
    changeId: CHANGE_ID,
    taskId: null,
    connectionId: null,
    phrase: 'amber falcon quiet harbour',
    deadline: '2099-11-22T08:00:00.000Z',
    at: AT,
    readAt: null,
    ...over,
  };
}

/** A refusal as the console words it. */
export function refusal(
  status: number,
  code: string,
  over: Readonly<Record<string, unknown>> = {},
) {
  return {
    status,
    body: { code, title: code, status, requestId: 'r', ...over },
  };
}
