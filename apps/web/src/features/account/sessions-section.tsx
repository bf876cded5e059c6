import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import {
  accountKeys,
  endOtherSessions,
  endSession,
  ownSessionsQuery,
} from '../../api/account.ts';
import { problemOf } from '../../api/api-problem.ts';
import { SessionsList } from '../../identity/sessions-list.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';

/** Where one is signed in, and the way to end it there. */
export function SessionsSection(): ReactNode {
  const client = useQueryClient();
  const sessions = useQuery(ownSessionsQuery);
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: accountKeys.sessions });
  };
  const ending = useMutation({ mutationFn: endSession, onSettled: refresh });
  const endingOthers = useMutation({
    mutationFn: endOtherSessions,
    onSettled: refresh,
  });
  const error = ending.error ?? endingOthers.error;
  const items = sessions.data?.items ?? [];
  return (
    <SectionCard
      title={say('account.sessions')}
      aside={
        items.some((each) => !each.current) ? (
          <Button
            variant="secondary"
            isLoading={endingOthers.isPending}
            isDisabled={endingOthers.isPending}
            onClick={() => {
              endingOthers.mutate();
            }}
          >
            {say('account.end-all-others')}
          </Button>
        ) : undefined
      }
    >
      {error !== null && (
        <ProblemNotice
          problem={noticedProblem(problemOf(error))}
          headingLevel="h3"
        />
      )}
      <SectionQuery
        query={sessions}
        label={say('account.loading-your-sessions')}
      >
        <SessionsList
          sessions={items}
          label={say('account.your-sessions')}
          endingId={ending.isPending ? ending.variables : null}
          onEnd={(id) => {
            ending.mutate(id);
          }}
        />
      </SectionQuery>
    </SectionCard>
  );
}
