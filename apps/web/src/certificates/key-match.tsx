import { Alert } from '@patternfly/react-core';
import { Fingerprint } from '@keyward/ui';
import type { ReactNode } from 'react';

interface KeyMatchProps {
  /** What the certificate is compared with: "private key", "provider’s CSR". */
  other: string;
  certificateKey: string;
  otherKey: string;
  /** A key that does not match is refused; a CSR that does not match is only a warning. */
  severity: 'danger' | 'warning';
}

/** Whether a certificate and a key or CSR hold the same public key, with both fingerprints. */
export function KeyMatch({
  other,
  certificateKey,
  otherKey,
  severity,
}: KeyMatchProps): ReactNode {
  const isSame = certificateKey === otherKey;
  return (
    <Alert
      isInline
      isPlain
      component="p"
      variant={isSame ? 'success' : severity}
      title={
        isSame
          ? `The certificate and the ${other} belong together.`
          : `The certificate and the ${other} do not belong together.`
      }
    >
      <div className="kw-fine-print">
        certificate’s key <Fingerprint sha256={certificateKey} />
      </div>
      {!isSame && (
        <div className="kw-fine-print">
          {other} <Fingerprint sha256={otherKey} />
        </div>
      )}
    </Alert>
  );
}
