import type { EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { CertificatePanel } from '../../certificates/certificate-panel.tsx';
import type {
  DecodedCertificate,
  DecodedKey,
} from '../../certificates/decode.ts';
import { KeyMatch } from '../../certificates/key-match.tsx';
import { OldToNew } from '../../certificates/old-to-new.tsx';
import type { Decoded } from '../../certificates/use-decoded.ts';

interface CertificateFindingsProps {
  certificate: Decoded<DecodedCertificate>;
  privateKey: Decoded<DecodedKey>;
  keySource: 'CSR' | 'PAIR';
  provider: EstateItem<'key-providers'> | undefined;
}

/** The pasted certificate in the light of everything it is compared with: its key, the CSR, and the one in use. */
export function CertificateFindings({
  certificate,
  privateKey,
  keySource,
  provider,
}: CertificateFindingsProps): ReactNode {
  const [now] = useState(() => new Date());
  const leaf = certificate.state === 'read' ? certificate.value.leaf : null;
  return (
    <CertificatePanel
      decoded={certificate}
      title={say(
        'vcenter-update-provider-client-certificate.what-this-certificate-says',
      )}
      purpose="client"
      now={now}
    >
      {leaf !== null && (
        <>
          {keySource === 'PAIR' && privateKey.state === 'read' && (
            <KeyMatch
              other={say(
                'vcenter-update-provider-client-certificate.private-key',
              )}
              certificateKey={leaf.publicKeySha256}
              otherKey={privateKey.value.publicKeySha256}
              severity="danger"
            />
          )}
          {keySource === 'PAIR' && privateKey.state === 'failed' && (
            <Alert
              isInline
              isPlain
              component="p"
              variant="danger"
              title={say(
                'vcenter-update-provider-client-certificate.the-private-key-is-not-readable',
                { message: privateKey.message },
              )}
            />
          )}
          {keySource === 'CSR' && provider !== undefined && (
            <CsrMatch
              csr={provider.csr}
              certificateKey={leaf.publicKeySha256}
            />
          )}
          {provider?.clientCertificate !== undefined &&
            provider.clientCertificate !== null && (
              <OldToNew old={provider.clientCertificate} next={leaf} />
            )}
          {provider?.clientCertificate === null && (
            <p className="kw-fine-print">
              {say(
                'vcenter-update-provider-client-certificate.this-provider-has-no-client-certificate-yet',
              )}
            </p>
          )}
        </>
      )}
    </CertificatePanel>
  );
}

function CsrMatch({
  csr,
  certificateKey,
}: {
  csr: { publicKeySha256: string } | null;
  certificateKey: string;
}): ReactNode {
  if (csr !== null) {
    return (
      <KeyMatch
        other={say('vcenter-update-provider-client-certificate.providers-csr')}
        certificateKey={certificateKey}
        otherKey={csr.publicKeySha256}
        severity="warning"
      />
    );
  }
  return (
    <Alert
      isInline
      isPlain
      component="p"
      variant="warning"
      title={say(
        'vcenter-update-provider-client-certificate.this-provider-has-no-open-signing-request',
      )}
    >
      {say(
        'vcenter-update-provider-client-certificate.a-certificate-without-its-key-only-works',
      )}
    </Alert>
  );
}
