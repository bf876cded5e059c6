import { say } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { connectionsQuery, isFullConnection } from '../api/connections.ts';
import { type SentChange, sameAsChange } from '../same-as/of-change.ts';
import { SameAsView } from '../same-as/same-as-view.tsx';

/** The request as other tools would make it, for whoever wants to compare or to try it by hand. */
export function OtherTools({ change }: { change: SentChange }): ReactNode {
  const { data } = useQuery(connectionsQuery);
  const { frozenTarget } = change;
  const connection = data?.items
    .filter(isFullConnection)
    .find(
      ({ id }) =>
        frozenTarget.type === 'connection' && id === frozenTarget.connectionId,
    );
  return (
    <div className="kw-stack">
      <p className="kw-fine-print">
        {say('request.nothing-is-sent-from-here')}
      </p>
      <SameAsView items={sameAsChange(change, connection?.esxAuth ?? null)} />
    </div>
  );
}
