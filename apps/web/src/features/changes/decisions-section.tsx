import { HOME_LISTS, type ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Countdown, StatusLabel, VisibleText } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { changesQuery } from '../../api/changes.ts';
import { ItemRows } from '../../page/item-rows.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { ChangeItem } from './change-item.tsx';

const FILTERS = {
  awaiting: HOME_LISTS.deciding.awaiting,
  sort: HOME_LISTS.deciding.sort,
} as const;

/** What the home page asks for, so that it can wait for it. */
export const decisionsQuery = changesQuery(HOME_LISTS.deciding);

/** What the approvals still need, or why they cannot come together. */
function Quorum({ change }: { change: ChangeSummary }): ReactNode {
  const { deciding, approvals } = change;
  if (deciding !== null && deciding.blocked !== null) {
    return (
      <>
        <StatusLabel tone="warning">{say('changes.stuck')}</StatusLabel>{' '}
        <VisibleText text={deciding.blocked} />
      </>
    );
  }
  const missing = approvals.need - (deciding?.counts ?? approvals.have);
  return missing <= 1
    ? say('changes.yours-decides')
    : say('changes.approvals-missing', { missing, need: approvals.need });
}

function Deadline({ change }: { change: ChangeSummary }): ReactNode {
  return (
    <span className="kw-item-aside">
      {change.risk === 'high' && (
        <StatusLabel tone="warning">{say('changes.high-risk')}</StatusLabel>
      )}
      <span className="kw-deadline">
        {say('changes.decide-inline')}{' '}
        <Countdown until={change.decideBy} over={say('changes.time-is-over')} />
      </span>
    </span>
  );
}

/** What waits for this person's decision, next deadline first: how old, how risky, and what it still needs. */
export function DecisionsSection(): ReactNode {
  const query = useInfiniteQuery(decisionsQuery);
  const changes = query.data?.pages[0]?.items ?? [];
  const title = say('changes.awaiting-your-decision');
  return (
    <SectionCard
      title={title}
      aside={
        <Link to="/changes" search={FILTERS}>
          {say('changes.see-all')}
        </Link>
      }
    >
      <SectionQuery query={query} label={say('changes.loading', { title })}>
        {changes.length === 0 ? (
          <p className="kw-subtle">{say('changes.nothing-to-decide')}</p>
        ) : (
          <ItemRows label={title}>
            {changes.map((change) => (
              <ChangeItem
                key={change.id}
                change={change}
                aside={<Deadline change={change} />}
                note={<Quorum change={change} />}
              />
            ))}
          </ItemRows>
        )}
      </SectionQuery>
    </SectionCard>
  );
}
