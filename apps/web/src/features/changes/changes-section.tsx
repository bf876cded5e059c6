import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { changesQuery } from '../../api/changes.ts';
import type { Filters } from '../../list/filters.ts';
import { ItemRows } from '../../page/item-rows.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { StandingText } from '../../page/standing-line.tsx';
import { ChangeItem } from './change-item.tsx';

interface ChangesSectionProps {
  title: string;
  filters: Filters;
  /** What the whole list is filtered by, where that differs. */
  all?: Filters;
  /** How many rows at most; the rest is behind the link. */
  limit: number;
  /** Leaves out those that are shown elsewhere. */
  only?: (change: ChangeSummary) => boolean;
  /** Said when there are none; without it the section is left out then. */
  empty?: string;
}

/** Where it stands; what keeps its approvals from coming together goes before it. */
function standingOf({ deciding, standing }: ChangeSummary): string {
  return deciding?.blocked ?? standing;
}

/** A short list of changes inside another page, with the way to the whole list. */
export function ChangesSection({
  title,
  filters,
  all = filters,
  limit,
  only = () => true,
  empty,
}: ChangesSectionProps): ReactNode {
  const query = useInfiniteQuery(changesQuery({ ...filters, limit }));
  const changes = (query.data?.pages[0]?.items ?? []).filter(only);
  if (changes.length === 0 && empty === undefined && query.error === null) {
    return null;
  }
  return (
    <SectionCard
      title={title}
      aside={
        <Link to="/changes" search={all}>
          {say('changes.see-all')}
        </Link>
      }
    >
      <SectionQuery query={query} label={say('changes.loading', { title })}>
        {changes.length === 0 ? (
          <p className="kw-subtle">{empty}</p>
        ) : (
          <ItemRows label={title}>
            {changes.map((change) => (
              <ChangeItem
                key={change.id}
                change={change}
                isOwn={all['requester'] === 'me'}
                note={<StandingText text={standingOf(change)} />}
              />
            ))}
          </ItemRows>
        )}
      </SectionQuery>
    </SectionCard>
  );
}
