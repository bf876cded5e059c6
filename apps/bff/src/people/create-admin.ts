import { firstAccountRequest } from '@keyward/contract';
import { type Database, transact } from '@keyward/database';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import { createPerson, setLocalPassword } from './accounts.ts';
import { refuseWeakPassword } from './new-password.ts';
import { hashPassword } from './password.ts';
import { lockPeople } from './people-lock.ts';
import { endSetUpWhenReady } from './set-up.ts';
import { claimUsername } from './username-rules.ts';

/** Name and password of an admin made on the host. */
export const newAdmin = firstAccountRequest.omit({ token: true });

/**
 * Makes a security admin with a local account. For whoever runs commands on the host, who rules the database anyway:
 * the first account, or a way in when nobody else has one any more. The audit log says where it came from.
 *
 * @returns the stored user name
 * @throws Refusal `validation_failed`
 */
export async function createAdmin(
  db: Database,
  input: z.infer<typeof newAdmin>,
): Promise<string> {
  refuseWeakPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  return transact(db, async (journal) => {
    const { tx } = journal;
    await lockPeople(tx);
    const username = await claimUsername(tx, input.username);
    const personId = await createPerson(tx, {
      username,
      displayName: input.displayName,
      roles: ['security_admin'],
    });
    await setLocalPassword(tx, personId, username, passwordHash);
    audit(journal, {
      code: 'person.created',
      action: 'create-admin on the host',
      object: personId,
    });
    await endSetUpWhenReady(journal);
    return username;
  });
}
