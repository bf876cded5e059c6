import { say, sayList } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { driftQuery } from '../../api/across-connections.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { DriftTable } from './drift-table.tsx';

/** The home page's share of what differs: problems first, as last read. */
export function DriftSection({ limit }: { limit: number }): ReactNode {
  const query = useQuery(driftQuery);
  const items = query.data?.items ?? [];
  const unread = (query.data?.sources ?? []).filter(
    ({ observedAt }) => observedAt === null,
  );
  return (
    <SectionCard
      title={say('drift.needs-attention')}
      aside={
        <Link to="/estate/$part" params={{ part: 'drift' }}>
          {items.length > limit
            ? say('drift.all', { count: items.length })
            : say('drift.look-now')}
        </Link>
      }
    >
      <SectionQuery query={query} label={say('drift.loading')}>
        {items.length > 0 ? (
          <DriftTable items={items.slice(0, limit)} />
        ) : (
          unread.length === 0 && (
            <p className="kw-subtle">
              {query.data?.sources.length === 0
                ? say('drift.nothing-to-read')
                : say('drift.nothing-differs')}
            </p>
          )
        )}
        {unread.length > 0 && (
          <p className="kw-fine-print">
            {say('drift.not-read-yet', {
              count: new Set(unread.map(({ connectionId }) => connectionId))
                .size,
              names: sayList([
                ...new Set(unread.map(({ connectionName }) => connectionName)),
              ]),
            })}
          </p>
        )}
      </SectionQuery>
    </SectionCard>
  );
}
