import {
  HOME_LISTS,
  type ChangeSummary,
  type TaskSummary,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { changesQuery } from '../../api/changes.ts';
import { tasksQuery } from '../../api/tasks.ts';
import { useSession } from '../../api/use-session.ts';
import { ChangeItem } from '../../features/changes/change-item.tsx';
import { ChangesToAnswer } from '../../features/changes/changes-to-answer.tsx';
import { ChangesSection } from '../../features/changes/changes-section.tsx';
import {
  DecisionsSection,
  decisionsQuery,
} from '../../features/changes/decisions-section.tsx';
import { TaskItem } from '../../features/tasks/task-item.tsx';
import { TasksSection } from '../../features/tasks/tasks-section.tsx';
import { ItemRows } from '../../page/item-rows.tsx';
import { SectionCard } from '../../page/section-card.tsx';

const { limit: SHORT, ...RUNNING } = HOME_LISTS.running;
const { limit: LONGER, ...ENDED_BADLY } = HOME_LISTS.endedBadly;
const { limit: MOST_OWN, ...CONCERNING } = HOME_LISTS.concerning;

const MINE_OPEN = {
  requester: 'me',
  state: 'pending,approved,running',
} as const;
const MINE_ENDED = {
  requester: 'me',
  state: 'rejected,stale,failed,expired',
} as const;

const concerningQuery = changesQuery(HOME_LISTS.concerning);

/** What a person said of it comes before what time did to it. */
const ENDS: readonly ChangeSummary['state'][] = [
  'rejected',
  'stale',
  'failed',
  'expired',
];

function cameToNothing({ state }: ChangeSummary): boolean {
  return ENDS.includes(state);
}

function waitsForSecret({ waitingFor }: ChangeSummary): boolean {
  return waitingFor === 'secret';
}

function isUnsettled({ state }: TaskSummary): boolean {
  return state === 'outcome_unknown';
}

/** What only this person can move on: outcomes that nobody knows, secrets that are wanted, changes that came to nothing. */
function WaitingForYou(): ReactNode {
  const mine = useInfiniteQuery(concerningQuery).data?.pages[0]?.items ?? [];
  const bad = useInfiniteQuery(tasksQuery(HOME_LISTS.endedBadly));
  const tasks = (bad.data?.pages[0]?.items ?? []).filter(isUnsettled);
  const changes = mine.filter(waitsForSecret);
  const answers = mine
    .filter(cameToNothing)
    .toSorted((a, b) => ENDS.indexOf(a.state) - ENDS.indexOf(b.state));
  const title = say('home.waiting-for-you');
  return (
    <SectionCard
      title={title}
      {...(answers.length > SHORT
        ? {
            aside: (
              <Link to="/changes" search={MINE_ENDED}>
                {say('changes.see-all')}
              </Link>
            ),
          }
        : {})}
    >
      {tasks.length + changes.length + answers.length === 0 && (
        <p className="kw-subtle">{say('home.nothing-waits-for-you')}</p>
      )}
      {tasks.length + changes.length > 0 && (
        <ItemRows label={title}>
          {tasks.map((task) => (
            <TaskItem key={task.id} task={task} />
          ))}
          {changes.map((change) => (
            <ChangeItem key={change.id} change={change} />
          ))}
        </ItemRows>
      )}
      {answers.length > 0 && (
        <ChangesToAnswer
          label={say('home.came-to-nothing')}
          changes={answers.slice(0, SHORT)}
        />
      )}
    </SectionCard>
  );
}

/** Whether everything at the top of the page has been read: it then appears at once, and nothing moves. */
function useIsRead(canDecide: boolean, canSubmit: boolean): boolean {
  const reads = [
    useInfiniteQuery(tasksQuery(HOME_LISTS.running)),
    useInfiniteQuery(tasksQuery(HOME_LISTS.endedBadly)),
    useInfiniteQuery({ ...decisionsQuery, enabled: canDecide }),
    useInfiniteQuery({
      ...concerningQuery,
      enabled: canSubmit,
    }),
  ];
  return reads.every(({ isLoading }) => !isLoading);
}

/** Decisions, then what waits, what is open, what runs and what failed: each for those whom it concerns. */
export function HomeSections(): ReactNode {
  const session = useSession();
  const canDecide = session.may('changes:decide');
  const canSubmit = session.may('changes:submit');
  const own = useInfiniteQuery({ ...concerningQuery, enabled: canSubmit });
  const answered = new Set(
    (own.data?.pages[0]?.items ?? []).filter(cameToNothing).map(({ id }) => id),
  );
  if (!useIsRead(canDecide, canSubmit)) {
    return (
      <div aria-busy="true">
        <Skeleton
          height="12rem"
          screenreaderText={say('home.reading-what-needs-you')}
        />
      </div>
    );
  }
  return (
    <>
      {canDecide && <DecisionsSection />}
      {canSubmit && <WaitingForYou />}
      {canSubmit && (
        <ChangesSection
          title={say('home.your-open-changes')}
          filters={CONCERNING}
          all={MINE_OPEN}
          limit={MOST_OWN}
          only={(change) => !waitsForSecret(change) && !cameToNothing(change)}
          empty={say('home.you-have-no-open-change')}
        />
      )}
      <TasksSection
        title={say('home.running-now')}
        filters={RUNNING}
        limit={SHORT}
        empty={say('home.nothing-is-running')}
      />
      <TasksSection
        title={say('home.failed-lately')}
        filters={ENDED_BADLY}
        limit={LONGER}
        only={(task) =>
          !(canSubmit && isUnsettled(task)) && !answered.has(task.changeId)
        }
        empty={
          answered.size > 0
            ? say('home.no-other-task-has-failed')
            : say('home.no-task-has-failed-and-every-outcome')
        }
      />
    </>
  );
}
