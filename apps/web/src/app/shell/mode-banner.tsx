import type { Session } from '@keyward/contract';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Says what a person must not mistake: that this is a demo, or that loopback targets are allowed. */
export function ModeBanner({ session }: { session: Session }): ReactNode {
  if (session.mode === 'demo') {
    return (
      <Banner className="kw-mode">
        Demo mode: this machine only, simulated targets
      </Banner>
    );
  }
  if (!session.egressLoopback) return null;
  return (
    <Banner status="warning" className="kw-mode">
      Targets on this host’s own loopback addresses are allowed
    </Banner>
  );
}
