import type { Session } from '@keyward/contract';

const AT = '2026-11-21T08:00:00.000Z';

export const ADMIN = {
  id: '0199a000-0000-7000-8000-000000000001',
  username: 'admin',
  displayName: 'Ada Admin',
};
export const REVIEWER = {
  id: '0199a000-0000-7000-8000-000000000002',
  username: 'reviewer',
  displayName: 'Rita Reviewer',
};

const SIGNED_IN = {
  signedInAt: AT,
  expiresAt: '2026-11-21T20:00:00.000Z',
  secondsLeft: 28_800,
  idleSeconds: 900,
  proof: { method: 'password', at: AT },
  passkey: { rule: 'preferred', registered: 0 },
  mode: 'demo',
  egressLoopback: true,
  sealed: null,
} satisfies Omit<Session, 'person' | 'roles' | 'permissions'>;

/** People of the three roles, as the session answers. */
export const SESSIONS = {
  admin: {
    person: ADMIN,
    roles: ['security_admin'],
    permissions: [
      'audit:read',
      'changes:read',
      'changes:read-full',
      'changes:submit',
      'connections:manage',
      'connections:read',
      'estate:read',
      'people:manage',
      'tasks:control',
      'tasks:read',
      'tokens:register',
    ],
    ...SIGNED_IN,
  },
  reviewer: {
    person: REVIEWER,
    roles: ['reviewer'],
    permissions: [
      'audit:read',
      'changes:decide',
      'changes:read',
      'changes:read-full',
      'connections:read',
      'estate:read',
      'tasks:read',
    ],
    ...SIGNED_IN,
  },
  helpdesk: {
    person: {
      id: '0199a000-0000-7000-8000-000000000003',
      username: 'helpdesk',
      displayName: 'Hugo Helpdesk',
    },
    roles: ['helpdesk'],
    permissions: ['changes:read', 'tasks:read'],
    ...SIGNED_IN,
  },
} satisfies Record<string, Session>;
