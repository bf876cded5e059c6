import './agenda.css';

import { say } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { expiryAgendaQuery } from '../../api/across-connections.ts';
import { Day } from '@keyward/ui';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { AgendaTable } from './agenda-table.tsx';

/** The home page's share of the agenda: what has to be requested within a month, first things first. */
export function ExpiresSoonSection({ limit }: { limit: number }): ReactNode {
  const query = useQuery(expiryAgendaQuery);
  const [now] = useState(() => new Date());
  const items = query.data?.items ?? [];
  const soon = items.filter(({ status }) => status !== 'later');
  const next = items.find(({ status }) => status === 'later');
  return (
    <SectionCard
      title={say('expiry-agenda.expires-soon')}
      aside={
        <Link to="/certificates/agenda">
          {soon.length > limit
            ? say('expiry-agenda.all-of-them', { count: soon.length })
            : say('expiry-agenda.whole-agenda')}
        </Link>
      }
    >
      <SectionQuery query={query} label={say('expiry-agenda.loading')}>
        {soon.length > 0 ? (
          <AgendaTable items={soon.slice(0, limit)} now={now} />
        ) : (
          <p className="kw-subtle">
            {say('expiry-agenda.nothing-within-a-month')}
            {next !== undefined && (
              <>
                {' '}
                {say('expiry-agenda.the-next')}{' '}
                <Day at={next.lastSafeDayToRequest} />
              </>
            )}
          </p>
        )}
      </SectionQuery>
    </SectionCard>
  );
}
