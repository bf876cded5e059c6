import type { Trust } from '@keyward/contract';
import { Fingerprint } from '@keyward/ui';
import type { ReactNode } from 'react';

/** How the target proves who it is. */
export function TrustWords({ trust }: { trust: Trust }): ReactNode {
  if (trust.mode === 'pin') {
    return (
      <>
        exactly the certificate <Fingerprint sha256={trust.sha256} />
      </>
    );
  }
  return (
    <>
      any certificate signed by{' '}
      {trust.sha256.map((sha256) => (
        <Fingerprint key={sha256} sha256={sha256} label="CA fingerprint" />
      ))}
    </>
  );
}
