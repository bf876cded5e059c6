import { Say, say } from '@keyward/messages';
import { Alert, Fingerprint } from '@keyward/ui';
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
          ? say('certificates.the-certificate-and-the-belong-together', {
              other,
            })
          : say('certificates.the-certificate-and-the-do-not-belong', { other })
      }
    >
      <div className="kw-fine-print">
        <Say
          id="certificates.certificates-key"
          values={{ fingerprint: <Fingerprint sha256={certificateKey} /> }}
        />
      </div>
      {!isSame && (
        <div className="kw-fine-print">
          {other} <Fingerprint sha256={otherKey} />
        </div>
      )}
    </Alert>
  );
}
