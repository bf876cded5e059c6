import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Skeleton } from '@patternfly/react-core';
import { useSearch } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { OrganisationSection } from '../../features/account/organisation-section.tsx';
import { PasskeysSection } from '../../features/account/passkeys-section.tsx';
import { SessionsSection } from '../../features/account/sessions-section.tsx';
import { WhoIAm } from '../../features/account/who-i-am.tsx';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { SectionCard } from '../../page/section-card.tsx';

const PasswordSection = lazyPart(() =>
  import('../../features/account/password-section.tsx').then(
    (module) => module.PasswordSection,
  ),
);

/** `/account`: who one is here, and how one proves it. */
export function AccountPage(): ReactNode {
  const session = useSession();
  const { why } = useSearch({ from: '/signed-in/account' });
  const isSentHere = why === 'passkey' && session.passkey.registered === 0;
  return (
    <PageFrame
      title={say('account.your-account')}
      description={say('account.who-you-are-here-and-how-you')}
    >
      <div className="kw-stack">
        {isSentHere && (
          <ProblemNotice
            tone="info"
            problem={{
              sentence: say('account.what-you-wanted-to-do-needs-a'),
              nextStep: say('account.add-one-below-then-go-back-and'),
            }}
          />
        )}
        <SectionCard title={say('account.you')}>
          <WhoIAm session={session} />
        </SectionCard>
        <PasskeysSection session={session} />
        <SessionsSection />
        <Suspense
          fallback={
            <SectionCard title={say('account.password')}>
              <Skeleton height="19rem" />
            </SectionCard>
          }
        >
          <PasswordSection />
        </Suspense>
        <OrganisationSection />
      </div>
    </PageFrame>
  );
}
