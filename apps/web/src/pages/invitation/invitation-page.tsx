import { say } from '@keyward/messages';
import { Spinner } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { lookAtInvitation } from '../../api/invitations.ts';
import { EntryFrame } from '../../page/entry-frame.tsx';
import { useHashToken } from '../../page/use-hash-token.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { AcceptForm } from './accept-form.tsx';

const TITLE = say('invitation.your-invitation');

/** `/invitation#token`: whom it is for, and a password of one's own choice. */
export function InvitationPage(): ReactNode {
  const token = useHashToken();
  if (token === null) return <Unusable />;
  return <Invitation token={token} />;
}

function Invitation({ token }: { token: string }): ReactNode {
  const look = useQuery({
    // One per page: the token stays out of the cache's keys.
    queryKey: ['invitation'],
    queryFn: ({ signal }) => lookAtInvitation(token, signal),
    gcTime: 0,
    staleTime: Infinity,
  });
  if (look.data !== undefined) {
    const { displayName, username, expiresAt } = look.data;
    return (
      <EntryFrame
        title={say('invitation.welcome', { displayName })}
        description={say('invitation.choose-a-password-for-your-account-in')}
      >
        <AcceptForm token={token} username={username} expiresAt={expiresAt} />
      </EntryFrame>
    );
  }
  if (look.error === null) {
    return (
      <EntryFrame title={TITLE}>
        <Spinner
          size="lg"
          aria-label={say('invitation.looking-at-the-invitation')}
        />
      </EntryFrame>
    );
  }
  const problem = problemOf(look.error);
  if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
    return <Unusable />;
  }
  return (
    <EntryFrame title={TITLE}>
      <ProblemNotice problem={noticedProblem(problem)} />
    </EntryFrame>
  );
}

/** The same words for a link that never was, is used up or has run out: it says nothing to somebody who guesses. */
function Unusable(): ReactNode {
  return (
    <EntryFrame title={TITLE}>
      <ProblemNotice
        tone="warning"
        problem={{
          sentence: say('invitation.this-link-cannot-be-used'),
          nextStep: say('invitation.it-may-be-incomplete-used-already-or'),
        }}
      />
      <p>
        <Link to="/sign-in" search={{}}>
          {say('invitation.sign-in-with-an-account-you-have')}
        </Link>
      </p>
    </EntryFrame>
  );
}
