import { Say, say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { personQuery } from '../../api/people.ts';
import { useSession } from '../../api/use-session.ts';
import { IdentitiesList } from '../../features/people/identities-list.tsx';
import { PersonActions } from '../../features/people/person-actions.tsx';
import { PersonFacts } from '../../features/people/person-facts.tsx';
import { usePersonActions } from '../../features/people/use-people-actions.ts';
import { PasskeysList } from '../../identity/passkeys-list.tsx';
import { SessionsList } from '../../identity/sessions-list.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';

/** `/people/$id`: one person, with every identity, passkey and session that is theirs. */
export function PersonPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/people/$id' });
  const person = useQuery(personQuery(id));
  const session = useSession();
  const { ending } = usePersonActions(id);
  if (person.data === undefined) {
    return (
      <PageUnread
        query={person}
        title={say('person.person')}
        list={{ to: '/people', text: say('person.people') }}
      />
    );
  }
  const { data } = person;
  return (
    <PageFrame
      title={data.displayName}
      above={
        <AboveTitle
          to="/people"
          text={say('person.people')}
          current={data.displayName}
        />
      }
      actions={
        <PersonActions person={data} isSelf={session.person.id === data.id} />
      }
    >
      <div className="kw-stack">
        <SectionCard title={say('person.access')}>
          <PersonFacts person={data} />
        </SectionCard>
        <SectionCard title={say('person.identities')}>
          <IdentitiesList identities={data.identities} />
        </SectionCard>
        <SectionCard title={say('person.passkeys')}>
          {data.passkeyList.length === 0 ? (
            <p className="kw-subtle">
              <Say
                id="person.none-adds-them-on-their-own-account"
                values={{ displayName: data.displayName }}
              />
            </p>
          ) : (
            <>
              <PasskeysList
                passkeys={data.passkeyList}
                label={say('person.passkeys-of', {
                  displayName: data.displayName,
                })}
              />
              <p className="kw-fine-print">
                <Say
                  id="person.fingerprints-as-this-console-holds-them-to"
                  values={{ displayName: data.displayName }}
                />
              </p>
            </>
          )}
        </SectionCard>
        <SectionCard title={say('person.sessions')}>
          {ending.error !== null && (
            <ProblemNotice
              problem={noticedProblem(problemOf(ending.error))}
              headingLevel="h3"
            />
          )}
          {data.sessionList.length === 0 ? (
            <p className="kw-subtle">{say('person.not-signed-in-anywhere')}</p>
          ) : (
            <SessionsList
              sessions={data.sessionList}
              label={say('person.sessions-of', {
                displayName: data.displayName,
              })}
              endingId={ending.isPending ? ending.variables : null}
              onEnd={(sessionId) => {
                ending.mutate(sessionId);
              }}
            />
          )}
        </SectionCard>
      </div>
    </PageFrame>
  );
}
