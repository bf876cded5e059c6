import type { Session } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';

import { callRoute, routeUrl } from '../api/call-route.ts';
import { signInMethodsQuery } from '../api/session.ts';
import { useSession } from '../api/use-session.ts';
import { onMaybeConfirmed } from './confirmed-channel.ts';

interface OrganisationProofProps {
  isOnly: boolean;
  onProved: (session: Session) => void;
}

/**
 * A sign-in at the organisation's identity provider. It leaves the console, so it opens in a tab of its own: this page
 * keeps what was typed and goes on when the other tab is done.
 */
export function OrganisationProof({
  isOnly,
  onProved,
}: OrganisationProofProps): ReactNode {
  const { data: methods } = useQuery(signInMethodsQuery);
  const provedAt = useSession().proof.at;
  const [hasLeft, setLeft] = useState(false);
  useEffect(() => {
    if (!hasLeft) return;
    return onMaybeConfirmed(() => {
      void callRoute('whoAmI').then(
        (session) => {
          if (session.proof.at > provedAt) onProved(session);
        },
        // Nothing to say yet: the other tab may still be on its way.
        () => undefined,
      );
    });
  }, [hasLeft, provedAt, onProved]);
  const name = methods?.oidc?.name ?? say('step-up.your-organisation');
  return (
    <div>
      <Button
        component="a"
        variant={isOnly ? 'primary' : 'secondary'}
        href={routeUrl('startOidc', {
          query: { purpose: 'step-up', returnTo: '/confirmed' },
        })}
        target="_blank"
        rel="noopener"
        onClick={() => {
          setLeft(true);
        }}
      >
        <Say id="step-up.continue-with" values={{ name }} />
      </Button>
      <p className="kw-fine-print" role="status">
        {hasLeft
          ? say('step-up.waiting-for-the-other-tab-this-page')
          : say('step-up.opens-in-a-new-tab-this-page')}
      </p>
    </div>
  );
}
