import '../../identity/identity.css';

import type { PersonDetail } from '@keyward/contract';
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
    return <p className="kw-subtle">No way to sign in yet.</p>;
  }
  return (
    <ul className="kw-items" aria-label="Identities">
      {identities.map(({ iss, sub, createdAt }) => (
        <li key={`${iss} ${sub}`} className="kw-item">
          <div>
            <div className="kw-item-title">
              {iss === LOCAL ? (
                'Account of this console'
              ) : (
                <VisibleText text={iss} />
              )}
            </div>
            <div className="kw-subtle">
              <code className="kw-monospace">
                <VisibleText text={sub} />
              </code>{' '}
              · since <Timestamp at={createdAt} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
