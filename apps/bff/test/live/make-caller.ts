import { permissionsOf, type Role } from '@keyward/contract';
import { randomUUID } from 'node:crypto';

import type { Caller } from '../../src/people/caller.ts';

/** Somebody who is signed in, without the sign-in. */
export function makeCaller(
  ...[role = 'security_admin', personId = randomUUID()]: [
    role?: Role,
    personId?: string,
  ]
): Caller {
  return {
    person: { id: personId, username: role, displayName: role },
    roles: [role],
    permissions: permissionsOf([role]),
    sid: randomUUID(),
    identity: { id: randomUUID(), iss: 'local', sub: role },
    proof: { method: 'password', at: new Date() },
    signedInAt: new Date(),
    expiresAt: new Date(Date.now() + 3_600_000),
  };
}
