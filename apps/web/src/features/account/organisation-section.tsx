import { Say, say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { routeUrl } from '../../api/call-route.ts';
import { signInMethodsQuery } from '../../api/session.ts';
import { SectionCard } from '../../page/section-card.tsx';

/** Adds the organisation's identity to this person, where the console has such a sign-in. */
export function OrganisationSection(): ReactNode {
  const { data: methods } = useQuery(signInMethodsQuery);
  const name = methods?.oidc?.name;
  if (name === undefined) return null;
  return (
    <SectionCard title={say('account.sign-in-with', { name })}>
      <p>
        <Say
          id="account.link-your-identity-at-to-this-account"
          values={{ name }}
        />
      </p>
      <Button
        component="a"
        variant="secondary"
        href={routeUrl('startOidc', {
          query: { purpose: 'link', returnTo: '/account' },
        })}
      >
        <Say id="account.link" values={{ name }} />
      </Button>
    </SectionCard>
  );
}
