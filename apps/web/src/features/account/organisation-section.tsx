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
    <SectionCard title={`Sign-in with ${name}`}>
      <p>
        Link your identity at {name} to this account, and you can sign in there.
        You stay one person: what you submit under either sign-in you cannot
        approve under the other.
      </p>
      <Button
        component="a"
        variant="secondary"
        href={routeUrl('startOidc', {
          query: { purpose: 'link', returnTo: '/account' },
        })}
      >
        Link {name}
      </Button>
    </SectionCard>
  );
}
