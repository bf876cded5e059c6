import { ProblemNotice } from '@keyward/ui';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { OrganisationSection } from '../../features/account/organisation-section.tsx';
import { PasskeysSection } from '../../features/account/passkeys-section.tsx';
import { PasswordSection } from '../../features/account/password-section.tsx';
import { SessionsSection } from '../../features/account/sessions-section.tsx';
import { WhoIAm } from '../../features/account/who-i-am.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { SectionCard } from '../../page/section-card.tsx';

/** `/account`: who one is here, and how one proves it. */
export function AccountPage(): ReactNode {
  const session = useSession();
  const { why } = useSearch({ from: '/signed-in/account' });
  const isSentHere = why === 'passkey' && session.passkey.registered === 0;
  return (
    <PageFrame
      title="Your account"
      description="Who you are here, and how you prove it."
    >
      <div className="kw-stack">
        {isSentHere && (
          <ProblemNotice
            tone="info"
            problem={{
              sentence: 'What you wanted to do needs a passkey.',
              nextStep: 'Add one below, then go back and try again.',
            }}
          />
        )}
        <SectionCard title="You">
          <WhoIAm session={session} />
        </SectionCard>
        <PasskeysSection session={session} />
        <SessionsSection />
        <PasswordSection />
        <OrganisationSection />
      </div>
    </PageFrame>
  );
}
