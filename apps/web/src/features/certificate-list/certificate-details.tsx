import type { KnownCertificate } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import {
  Fingerprint,
  KeyFacts,
  NoValue,
  StatusLabel,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { PlaceLink, PLACE_WORDS } from '../../certificates/place-of-use.tsx';
import { CHANGE_STATES } from '../../wording/states.ts';

/** All that is known of one certificate: every place, every open change that proposes it, and its facts. */
export function CertificateDetails({
  certificate,
}: {
  certificate: KnownCertificate;
}): ReactNode {
  const { uses, proposedBy } = certificate;
  return (
    <div className="kw-certificate-details">
      <div>
        <h2 className="kw-subheading">
          {say('certificate-list.places-of-use', { count: uses.length })}
        </h2>
        <ul className="kw-place-list">
          {uses.map((use) => (
            <li key={JSON.stringify([use.connectionId, use.place])}>
              <PlaceLink use={use} />
              <div className="kw-fine-print">{PLACE_WORDS[use.place.type]}</div>
            </li>
          ))}
        </ul>
        {uses.length === 0 && (
          <p className="kw-subtle">{say('certificate-list.used-nowhere')}</p>
        )}
        {proposedBy.length > 0 && (
          <>
            <h2 className="kw-subheading">
              {say('certificate-list.changes-that-propose-it')}
            </h2>
            <ul className="kw-place-list">
              {proposedBy.map((change) => (
                <li key={`${change.changeId} ${change.objectName}`}>
                  <Link to="/changes/$id" params={{ id: change.changeId }}>
                    {change.reference}
                  </Link>{' '}
                  <StatusLabel tone={CHANGE_STATES[change.state].tone}>
                    {CHANGE_STATES[change.state].word}
                  </StatusLabel>
                  <div className="kw-fine-print">
                    {say('certificate-list.for', {
                      object: change.objectName,
                      connection: change.connectionName,
                    })}
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <KeyFacts facts={factsOf(certificate)} isHorizontal />
    </div>
  );
}

function factsOf(certificate: KnownCertificate) {
  return [
    {
      term: say('certificates.subject'),
      value: <VisibleText text={certificate.subject} />,
    },
    {
      term: say('certificates.issuer'),
      value: <VisibleText text={certificate.issuer} />,
    },
    {
      term: say('certificates.validity'),
      value: (
        <Say
          id="certificate-list.from-to"
          values={{
            from: <Timestamp at={certificate.notBefore} />,
            to: <Timestamp at={certificate.notAfter} />,
          }}
        />
      ),
    },
    {
      term: say('certificates.key'),
      value: certificate.keyType ?? <NoValue />,
    },
    {
      term: say('certificates.serial-number'),
      value: <code>{certificate.serialNumber}</code>,
    },
    {
      term: say('certificates.sha-256'),
      value: <Fingerprint sha256={certificate.sha256} />,
    },
    {
      term: say('certificate-list.public-key'),
      value: (
        <Fingerprint
          sha256={certificate.publicKeySha256}
          label={say('certificate-list.public-key-fingerprint')}
        />
      ),
    },
  ];
}
