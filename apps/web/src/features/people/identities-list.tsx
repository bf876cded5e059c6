import '../../identity/identity.css';

import type { PersonDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

/** How the console names its own accounts among the issuers. */
const LOCAL = 'local';

/** The ways in which one person signs in; all of them are one person when approvals are counted. */
export function IdentitiesList({
  identities,
}: {
  identities: PersonDetail['identities'];
}): ReactNode {
  if (identities.length === 0) {
    return <p className="kw-subtle">{say('people.no-way-to-sign-in-yet')}</p>;
  }
  return (
    <ul className="kw-items" aria-label={say('people.identities')}>
      {identities.map(({ iss, sub, createdAt }) => (
        <li key={`${iss} ${sub}`} className="kw-item">
          <div>
            <div className="kw-item-title">
              {iss === LOCAL ? (
                say('people.account-of-this-console')
              ) : (
                <VisibleText text={iss} />
              )}
            </div>
            <div className="kw-subtle">
              <Say
                id="people.since"
                values={{
                  code: (
                    <code className="kw-monospace">
                      <VisibleText text={sub} />
                    </code>
                  ),
                  time: <Timestamp at={createdAt} />,
                }}
              />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
