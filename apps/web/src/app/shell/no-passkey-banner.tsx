import type { Session } from '@keyward/contract';
import { Say } from '@keyward/messages';
import { Banner } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface NoPasskeyBannerProps {
  session: Session;
  /** The account page says it itself. */
  path: string;
}

/** Tells somebody who decides on changes, before the first decision, that a passkey is missing. */
export function NoPasskeyBanner({
  session: { permissions, passkey },
  path,
}: NoPasskeyBannerProps): ReactNode {
  const isNeeded =
    passkey.rule === 'required' &&
    passkey.registered === 0 &&
    permissions.includes('changes:decide');
  if (!isNeeded || path === '/account') return null;
  return (
    <Banner status="warning" className="kw-notice">
      <Say
        id="shell.you-cannot-decide-on-changes-until-you"
        values={{
          link: (children) => (
            <Link to="/account" search={{}}>
              {children}
            </Link>
          ),
        }}
      />
    </Banner>
  );
}
