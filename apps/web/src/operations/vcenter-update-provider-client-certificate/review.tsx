import { OPERATIONS } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Fingerprint, KeyFacts } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { CertificatePanel } from '../../certificates/certificate-panel.tsx';
import { ReadAloudChain } from '../../certificates/read-aloud-chain.tsx';
import { decodeCertificate } from '../../certificates/decode.ts';
import { useDecoded } from '../../certificates/use-decoded.ts';
import type { OperationReviewProps } from '../operation-view.ts';
import { trustAuthorityProviderFact } from '../trust-authority-provider.tsx';

/** The new certificate, decoded in the reviewer's own browser from the text that will be sent. */
export function ClientCertificateReview({
  change,
}: OperationReviewProps): ReactNode {
  const [now] = useState(() => new Date());
  const read = OPERATIONS[
    'vcenter.update-provider-client-certificate'
  ].frozen.safeParse(change.input);
  const decoded = useDecoded(read.data?.certificate ?? '', decodeCertificate);
  if (!read.success) return null;
  const { keySource } = read.data;
  const binding = change.secrets['/keySource/privateKey'];
  const late = binding?.delivery === 'late' ? binding.publicKeySha256 : null;
  return (
    <>
      <KeyFacts
        isHorizontal
        facts={[
          trustAuthorityProviderFact(read.data),
          {
            term: say(
              'vcenter-update-provider-client-certificate.private-key-field',
            ),
            value:
              keySource.type === 'CSR' ? (
                say(
                  'vcenter-update-provider-client-certificate.stays-with-the-provider-the-certificate',
                )
              ) : late === null ? (
                say(
                  'vcenter-update-provider-client-certificate.sent-with-the-certificate-sealed-until-then',
                )
              ) : (
                <>
                  <Say
                    id="vcenter-update-provider-client-certificate.not-kept-the-requester-supplies-it-after"
                    values={{ fingerprint: <Fingerprint sha256={late} /> }}
                  />
                </>
              ),
          },
        ]}
      />
      <CertificatePanel
        decoded={decoded}
        title={say(
          'vcenter-update-provider-client-certificate.new-certificate-read-in-your-browser',
        )}
        purpose="client"
        now={now}
      >
        {decoded.state === 'read' && (
          <ReadAloudChain
            certificates={[decoded.value.leaf, ...decoded.value.chain]}
          />
        )}
      </CertificatePanel>
    </>
  );
}
