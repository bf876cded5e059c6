import { OPERATIONS } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Fingerprint, KeyFacts, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { CertificatePanel } from '../../certificates/certificate-panel.tsx';
import { decodeCertificate } from '../../certificates/decode.ts';
import { useDecoded } from '../../certificates/use-decoded.ts';
import { useConnectionNames } from '../../policy/use-connection-names.ts';
import type { OperationReviewProps } from '../operation-view.ts';

/** Where the connection will lead, and whom it will trust there. */
export function ConnectionReview({ change }: OperationReviewProps): ReactNode {
  const nameOf = useConnectionNames();
  const [now] = useState(() => new Date());
  const read = OPERATIONS['console.update-connection'].frozen.safeParse(
    change.input,
  );
  const trust = read.success ? read.data.trust : null;
  const decoded = useDecoded(
    trust?.mode === 'ca' ? trust.pem : '',
    decodeCertificate,
  );
  if (!read.success || trust === null) return null;
  const { connection, host, port } = read.data;
  return (
    <>
      <KeyFacts
        isHorizontal
        facts={[
          {
            term: say('console-update-connection.connection'),
            value: (
              <Link to="/connections/$id" params={{ id: connection }}>
                <VisibleText text={nameOf(connection)} />
              </Link>
            ),
          },
          {
            term: say('console-update-connection.will-lead-to'),
            value: (
              <code className="kw-host">
                <VisibleText
                  text={`${host.includes(':') ? `[${host}]` : host}:${String(port)}`}
                />
              </code>
            ),
          },
          {
            term: say('console-update-connection.will-trust'),
            value:
              trust.mode === 'pin' ? (
                <>
                  <Say
                    id="console-update-connection.exactly-the-certificate"
                    values={{
                      fingerprint: <Fingerprint sha256={trust.sha256} />,
                    }}
                  />
                </>
              ) : (
                say(
                  'console-update-connection.any-certificate-that-the-authority-below',
                )
              ),
          },
        ]}
      />
      {trust.mode === 'ca' && (
        <CertificatePanel
          decoded={decoded}
          title={say(
            'console-update-connection.first-certificate-of-the-bundle',
          )}
          purpose="ca"
          now={now}
        />
      )}
    </>
  );
}
