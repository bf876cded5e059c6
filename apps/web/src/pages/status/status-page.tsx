import type { StatusAnswer } from '@keyward/contract';
import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { statusQuery, type StatusSubject } from '../../api/status.ts';
import { SearchBox } from '../../features/search/search-box.tsx';
import {
  StatusActions,
  StatusView,
} from '../../features/status/status-view.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageProblem } from '../../page/page-problem.tsx';

interface Asked {
  subject: StatusSubject;
  title: string;
}

/** What the address asks for: a change before a ticket before a host. */
function askedBy(search: Partial<Record<string, string>>): Asked | null {
  const { change, ticket, host } = search;
  if (change !== undefined && change !== '') {
    return {
      subject: { change },
      title: say('status.where-change-stands', { change }),
    };
  }
  if (ticket !== undefined && ticket !== '') {
    return {
      subject: { ticket },
      title: say('status.where-ticket-stands', { ticket }),
    };
  }
  if (host !== undefined && host !== '') {
    return {
      subject: { host },
      title: say('status.where-host-stands', { host }),
    };
  }
  return null;
}

/** A change that was asked for by its id, or by its task, is called by its own reference. */
function titleOf({ subject }: StatusAnswer, asked: string): string {
  return subject.type === 'change'
    ? say('status.where-change-stands', { change: subject.reference })
    : asked;
}

function AskFor(): ReactNode {
  return (
    <div role="search" className="kw-no-print">
      <SearchBox isInline label={say('status.what-the-caller-names')} />
    </div>
  );
}

/** `/status`: where one change, ticket or host stands, to be read out to a caller. */
export function StatusPage(): ReactNode {
  const asked = askedBy(useSearch({ from: '/signed-in/status' }));
  return asked === null ? (
    <PageFrame
      title={say('status.where-it-stands')}
      description={say('status.plain-sentences-to-read-out')}
    >
      <AskFor />
    </PageFrame>
  ) : (
    <StatusOf key={JSON.stringify(asked.subject)} {...asked} />
  );
}

function StatusOf({ subject, title }: Asked): ReactNode {
  const query = useQuery(statusQuery(subject));
  const answer = query.data;
  if (answer !== undefined) {
    return (
      <PageFrame
        title={titleOf(answer, title)}
        actions={<StatusActions answer={answer} />}
      >
        <div className="kw-stack">
          <AskFor />
          <StatusView answer={answer} />
        </div>
      </PageFrame>
    );
  }
  if (query.error === null) return <PageLoading />;
  return problemOf(query.error).code === 'not_found' ? (
    <PageFrame title={title}>
      <div className="kw-stack">
        <AskFor />
        <EmptyPage title={say('status.nothing-is-known')}>
          {say('status.check-how-it-is-spelt')}
        </EmptyPage>
      </div>
    </PageFrame>
  ) : (
    <PageProblem
      title={title}
      error={query.error}
      onRetry={() => void query.refetch()}
    />
  );
}
