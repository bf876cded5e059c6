import '../../identity/identity.css';

import type { Session } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { CopyableId, KeyFacts, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ROLE_MEANINGS } from '../../wording/roles.ts';
import { ROLE_NAMES } from '../../wording/states.ts';

const PROOFS = {
  passkey: say('account.a-passkey'),
  password: say('account.the-password'),
  oidc: say('account.the-organisations-sign-in'),
} as const satisfies Record<Session['proof']['method'], string>;

/** Name, roles in words, and how long the session lasts. */
export function WhoIAm({ session }: { session: Session }): ReactNode {
  return (
    <KeyFacts
      columns={2}
      facts={[
        { term: say('account.name'), value: session.person.displayName },
        {
          term: say('account.user-name'),
          value: <code>{session.person.username}</code>,
        },
        {
          term: say('account.person-id'),
          value: (
            <CopyableId
              value={session.person.id}
              label={say('account.person-id-inline')}
            />
          ),
        },
        {
          term: say('account.roles'),
          value:
            session.roles.length === 0 ? (
              say('account.none-yet-a-security-admin-gives-roles')
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
          term: say('account.this-session'),
          value: (
            <>
              <Say
                id="account.signed-in-ends-at-the-latest-last"
                values={{
                  signedIn: <Timestamp at={session.signedInAt} />,
                  ends: <Timestamp at={session.expiresAt} />,
                  method: PROOFS[session.proof.method],
                  confirmed: (
                    <Timestamp at={session.proof.at} show="relative" />
                  ),
                }}
              />
            </>
          ),
        },
      ]}
    />
  );
}
