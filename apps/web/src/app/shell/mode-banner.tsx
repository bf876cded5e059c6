import type { Session } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Says what a person must not mistake: that this is a demo, or that loopback targets are allowed. */
export function ModeBanner({ session }: { session: Session }): ReactNode {
  if (session.mode === 'demo') {
    return (
      <Banner className="kw-mode">
        {say('shell.demo-mode-this-machine-only-simulated')}
      </Banner>
    );
  }
  if (!session.egressLoopback) return null;
  return (
    <Banner status="warning" className="kw-mode">
      {say('shell.targets-on-this-hosts-own-loopback-addresses')}
    </Banner>
  );
}
