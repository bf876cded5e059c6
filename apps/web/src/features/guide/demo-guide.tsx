import {
  HOME_LISTS,
  type ChangeSummary,
  type Permission,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { changesQuery } from '../../api/changes.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { GuideSteps, type GuideStep } from './guide-steps.tsx';

const OPERATION = HOME_LISTS.tried.operation;
const DECIDED: ReadonlySet<ChangeSummary['state']> = new Set([
  'approved',
  'running',
  'succeeded',
  'failed',
  'outcome_unknown',
]);

interface DemoGuideProps {
  may: (permission: Permission) => boolean;
  onStop: () => void;
}

function signInAs(name: string): ReactNode {
  return <p>{say('guide.sign-in-as', { name })}</p>;
}

function stepsFor(
  changes: readonly ChangeSummary[],
  may: DemoGuideProps['may'],
): GuideStep[] {
  const waiting = changes.find(({ state }) => state === 'pending');
  const newest = changes[0];
  return [
    {
      key: 'ask',
      title: say('guide.ask'),
      text: say('guide.ask-text'),
      isDone: newest !== undefined,
      action: may('changes:submit') ? (
        <LinkButton
          variant="secondary"
          to="/changes/new"
          search={{ operation: OPERATION }}
        >
          {say('guide.ask-link')}
        </LinkButton>
      ) : (
        signInAs('admin')
      ),
    },
    {
      key: 'decide',
      title: say('guide.decide'),
      text: say('guide.decide-text'),
      isDone: changes.some(({ state }) => DECIDED.has(state)),
      action:
        may('changes:decide') && waiting !== undefined ? (
          <LinkButton to="/changes/$id" params={{ id: waiting.id }}>
            {say('guide.decide-link', { reference: waiting.reference })}
          </LinkButton>
        ) : (
          signInAs('reviewer')
        ),
    },
    {
      key: 'watch',
      title: say('guide.watch'),
      text: say('guide.watch-text'),
      isDone: changes.some(({ state }) => state === 'succeeded'),
      action:
        newest !== undefined && !may('changes:read-full') ? (
          <LinkButton to="/status" search={{ change: newest.reference }}>
            {say('guide.watch-link', { reference: newest.reference })}
          </LinkButton>
        ) : (
          signInAs('helpdesk')
        ),
    },
  ];
}

/** The main job in three steps and three roles, ticked off by what has happened in this demo. */
export function DemoGuide({ may, onStop }: DemoGuideProps): ReactNode {
  const query = useInfiniteQuery(changesQuery(HOME_LISTS.tried));
  const steps = stepsFor(query.data?.pages[0]?.items ?? [], may);
  const isOver = steps.every(({ isDone }) => isDone);
  return (
    <SectionCard title={say('guide.try-the-main-job')}>
      <SectionQuery query={query} label={say('guide.reading')}>
        <GuideSteps steps={steps} />
        {isOver && <p>{say('guide.that-was-it')}</p>}
        <Button variant="link" isInline onClick={onStop}>
          {isOver ? say('guide.close') : say('guide.stop')}
        </Button>
      </SectionQuery>
    </SectionCard>
  );
}
