import '../../identity/identity.css';

import type { Session } from '@keyward/contract';
import { CopyableId, KeyFacts, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ROLE_MEANINGS } from '../../wording/roles.ts';
import { ROLE_NAMES } from '../../wording/states.ts';

const PROOFS = {
  passkey: 'a passkey',
  password: 'the password',
  oidc: 'the organisation’s sign-in',
} as const satisfies Record<Session['proof']['method'], string>;

/** Name, roles in words, and how long the session lasts. */
export function WhoIAm({ session }: { session: Session }): ReactNode {
  return (
    <KeyFacts
      columns={2}
      facts={[
        { term: 'Name', value: session.person.displayName },
        { term: 'User name', value: <code>{session.person.username}</code> },
        {
          term: 'Person id',
          value: <CopyableId value={session.person.id} label="person id" />,
        },
        {
          term: 'Roles',
          value:
            session.roles.length === 0 ? (
              'None yet. A security admin gives roles.'
            ) : (
              <div className="kw-meanings">
                {session.roles.map((role) => (
                  <div key={role}>
                    <strong>{ROLE_NAMES[role]}.</strong>{' '}
                    <span className="kw-subtle">{ROLE_MEANINGS[role]}</span>
                  </div>
                ))}
              </div>
            ),
        },
        {
          term: 'This session',
          value: (
            <>
              Signed in <Timestamp at={session.signedInAt} />, ends at the
              latest <Timestamp at={session.expiresAt} />. Last confirmed with{' '}
              {PROOFS[session.proof.method]},{' '}
              <Timestamp at={session.proof.at} show="relative" />.
            </>
          ),
        },
      ]}
    />
  );
}
