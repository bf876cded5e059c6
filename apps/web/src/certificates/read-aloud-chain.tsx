import './read-aloud.css';

import { Say, say } from '@keyward/messages';
import type { CertificateFacts } from '@keyward/pki';
import { Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fingerprintGroups } from '../identity/fingerprint-groups.ts';

/** Every certificate that is sent, from the client's upwards, with its fingerprint large enough to read to each other. */
export function ReadAloudChain({
  certificates,
}: {
  certificates: readonly CertificateFacts[];
}): ReactNode {
  return (
    <ol
      className="kw-read-aloud"
      aria-label={say('certificates.chain-to-compare')}
    >
      {certificates.map((each, index) => (
        <li key={each.sha256}>
          <div>
            <strong>
              <VisibleText text={each.subject} />
            </strong>{' '}
            <span className="kw-subtle">
              {index === 0
                ? say('certificates.the-client-certificate')
                : each.selfSigned
                  ? say('certificates.root')
                  : say('certificates.intermediate')}
            </span>
          </div>
          <div className="kw-fine-print">
            <Say
              id="certificates.issued-by-until"
              values={{
                issuer: <VisibleText text={each.issuer} />,
                time: <Timestamp at={each.notAfter} />,
              }}
            />
          </div>
          <div className="kw-fine-print">{say('certificates.compare')}</div>
          <code className="kw-groups">
            {fingerprintGroups(each.sha256).map((group, place) => (
              // The space between two groups is read aloud.
              <span key={place}>{group} </span>
            ))}
          </code>
        </li>
      ))}
    </ol>
  );
}
