import type { Certificates } from '@keyward/contract';
import { say } from '@keyward/messages';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { PlaceLink, PLACE_WORDS } from '../../certificates/place-of-use.tsx';
import { SectionCard } from '../../page/section-card.tsx';

/** Certificates that are known to be in use, of which nothing could be read; nothing at all where there are none. */
export function UnreadCertificates({
  unread,
}: {
  unread: Certificates['unread'];
}): ReactNode {
  if (unread.length === 0) return null;
  return (
    <SectionCard title={say('certificate-list.could-not-be-read')}>
      <p className="kw-subtle">
        {say('certificate-list.give-the-account-the-right')}
      </p>
      <ul className="kw-place-list">
        {unread.map(({ use, name }) => (
          <li key={JSON.stringify([use.connectionId, use.place])}>
            <PlaceLink use={use} />
            <div className="kw-fine-print">
              {PLACE_WORDS[use.place.type]}
              {name !== null && (
                <>
                  {' · '}
                  <VisibleText text={name} />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
