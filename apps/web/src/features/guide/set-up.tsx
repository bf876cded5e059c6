import type { PersonItem, Session } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';

import { changesQuery } from '../../api/changes.ts';
import { connectionsQuery } from '../../api/connections.ts';
import { operationsQuery } from '../../api/operations.ts';
import { peopleQuery } from '../../api/people.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { GuideSteps } from './guide-steps.tsx';
import { noteSetUp } from './remembered.ts';

function isApprover({ active, roles }: PersonItem): boolean {
  return active && roles.some(({ role }) => role === 'reviewer');
}

/** Invites the first other person, or gives the role to one who is here already. */
function ApproverLink({
  others,
}: {
  others: readonly PersonItem[];
}): ReactNode {
  const [first] = others.filter(({ active }) => active);
  return first === undefined ? (
    <LinkButton to="/people" search={{ invite: 'yes' }}>
      {say('guide.invite')}
    </LinkButton>
  ) : (
    <LinkButton
      to="/changes/new"
      search={{
        operation: 'console.update-roles',
        person: first.id,
        roles: 'reviewer',
      }}
    >
      {say('guide.make-approver', { name: first.displayName })}
    </LinkButton>
  );
}

/** What a new installation still needs before it does its work, each with the one link that leads there; else nothing. */
export function SetUp({
  person,
  passkey,
}: Pick<Session, 'person' | 'passkey'>): ReactNode {
  const connections = useQuery(connectionsQuery).data?.items;
  const people = useQuery(peopleQuery).data?.items;
  const operations = useQuery(operationsQuery).data?.items;
  const onTargets = (operations ?? []).map(({ id }) => id).join(',');
  const changes = useInfiniteQuery({
    ...changesQuery({ operation: onTargets, limit: 1 }),
    enabled: onTargets !== '',
  }).data?.pages[0]?.items;
  const isRead =
    connections !== undefined && people !== undefined && changes !== undefined;
  const others = (people ?? []).filter(({ id }) => id !== person.id);
  const steps = [
    {
      key: 'account',
      title: say('guide.first-account'),
      text: '',
      isDone: true,
      action: null,
    },
    // Every step below asks for one where the policy does; met there, it would interrupt a form that is filled in.
    ...(passkey.rule === 'required'
      ? [
          {
            key: 'passkey',
            title: say('guide.your-passkey'),
            text: say('guide.your-passkey-text'),
            isDone: passkey.registered > 0,
            action: (
              <LinkButton to="/account">
                {say('guide.add-a-passkey')}
              </LinkButton>
            ),
          },
        ]
      : []),
    {
      key: 'connection',
      title: say('guide.first-connection'),
      text: say('guide.first-connection-text'),
      isDone: (connections ?? []).length > 0,
      action: (
        <LinkButton to="/connections/new">
          {say('guide.add-a-connection')}
        </LinkButton>
      ),
    },
    {
      key: 'approver',
      title: say('guide.first-approver'),
      text: say('guide.first-approver-text'),
      isDone: others.some(isApprover),
      action: <ApproverLink others={others} />,
    },
    {
      key: 'change',
      title: say('guide.first-change'),
      text: say('guide.first-change-text'),
      isDone: (changes ?? []).length > 0,
      action: (
        <LinkButton to="/changes/new">{say('guide.new-change')}</LinkButton>
      ),
    },
  ];
  const isOver = isRead && steps.every(({ isDone }) => isDone);
  useEffect(() => {
    if (isOver) noteSetUp();
  }, [isOver]);
  if (!isRead || isOver) return null;
  return (
    <SectionCard title={say('guide.set-up')}>
      <p className="kw-subtle">
        {say('guide.set-up-text', { count: steps.length })}
      </p>
      <GuideSteps steps={steps} />
    </SectionCard>
  );
}
