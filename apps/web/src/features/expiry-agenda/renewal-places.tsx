import type { AgendaItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { StatusLabel } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { PlaceLink, PLACE_WORDS } from '../../certificates/place-of-use.tsx';
import { CHANGE_STATES } from '../../wording/states.ts';
import { RenewLink } from './renew-link.tsx';

type Use = AgendaItem['uses'][number];

/** Where a certificate is used, and at each place the way to renew it there. */
export function RenewalPlaces({ item }: { item: AgendaItem }): ReactNode {
  return (
    <>
      <ul className="kw-renewals">
        {item.uses.map((use) => (
          <li key={JSON.stringify([use.connectionId, use.place])}>
            <div>
              <PlaceLink use={use} />
              <div className="kw-fine-print">{PLACE_WORDS[use.place.type]}</div>
            </div>
            <Way use={use} />
          </li>
        ))}
      </ul>
      {item.uses.some(({ renewedBy }) => renewedBy === null) && (
        <How item={item} />
      )}
    </>
  );
}

/** The way to renew, in a sentence; it folds where there is time. */
function How({ item: { status, howToRenew } }: { item: AgendaItem }) {
  if (status !== 'later') {
    return <p className="kw-fine-print kw-how">{howToRenew}</p>;
  }
  return (
    <details className="kw-fine-print kw-how">
      <summary>{say('expiry-agenda.how')}</summary>
      {howToRenew}
    </details>
  );
}

/** A change that renews it already, or the form for one; nothing where the console cannot. */
function Way({ use: { renewedBy, start, objectName } }: { use: Use }) {
  const maySubmit = useSession().may('changes:submit');
  if (renewedBy !== null) {
    const { tone, word } = CHANGE_STATES[renewedBy.state];
    return (
      <div className="kw-way">
        <Say
          id="expiry-agenda.is-renewing-it"
          values={{
            change: (
              <Link to="/changes/$id" params={{ id: renewedBy.changeId }}>
                {renewedBy.reference}
              </Link>
            ),
          }}
        />{' '}
        <StatusLabel tone={tone}>{word}</StatusLabel>
      </div>
    );
  }
  return start !== null && maySubmit ? (
    <RenewLink start={start} objectName={objectName} />
  ) : null;
}
