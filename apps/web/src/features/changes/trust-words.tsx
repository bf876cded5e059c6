import type { Trust } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Fingerprint } from '@keyward/ui';
import type { ReactNode } from 'react';

/** How the target proves who it is. */
export function TrustWords({ trust }: { trust: Trust }): ReactNode {
  if (trust.mode === 'pin') {
    return (
      <>
        <Say
          id="changes.exactly-the-certificate"
          values={{ fingerprint: <Fingerprint sha256={trust.sha256} /> }}
        />
      </>
    );
  }
  return (
    <>
      <Say
        id="changes.any-certificate-signed-by"
        values={{
          sha256: trust.sha256.map((sha256) => (
            <Fingerprint
              key={sha256}
              sha256={sha256}
              label={say('changes.ca-fingerprint')}
            />
          )),
        }}
      />
    </>
  );
}
