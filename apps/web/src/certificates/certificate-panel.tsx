import { Say, say } from '@keyward/messages';
import {
  Fingerprint,
  KeyFacts,
  StatusLabel,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import type { CertificateFacts } from '@keyward/pki';
import { Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { validityOf } from './days-left.ts';
import type { DecodedCertificate } from './decode.ts';
import type { Decoded } from './use-decoded.ts';

/** A client certificate is expected to carry clientAuth and not to be a CA; of a CA bundle the opposite holds. */
type Purpose = 'client' | 'ca';

interface CertificatePanelProps {
  decoded: Decoded<DecodedCertificate>;
  title: string;
  purpose: Purpose;
  now: Date;
  /** Comparisons with other things, below the facts. */
  children?: ReactNode;
}

/** What a pasted certificate says, read in the page before anything is sent. */
export function CertificatePanel({
  decoded,
  title,
  purpose,
  now,
  children,
}: CertificatePanelProps): ReactNode {
  if (decoded.state === 'empty') return null;
  if (decoded.state === 'reading') {
    return (
      <p className="kw-fine-print" role="status">
        {say('certificates.reading-the-certificate')}
      </p>
    );
  }
  if (decoded.state === 'failed') {
    return (
      <p role="status">
        <StatusLabel tone="bad">{say('certificates.not-readable')}</StatusLabel>{' '}
        {decoded.message}
      </p>
    );
  }
  const { leaf, chain } = decoded.value;
  return (
    <Card
      isCompact
      className="kw-certificate"
      component="section"
      aria-label={title}
    >
      <CardTitle component="h3">{title}</CardTitle>
      <CardBody className="kw-stack">
        <KeyFacts isHorizontal facts={factsOf(leaf, purpose, now)} />
        {chain.length > 0 && (
          <p className="kw-fine-print">
            <Say
              id="certificates.with-a-chain-of"
              values={{
                count: chain.length,
                chain: (
                  <VisibleText
                    text={chain.map((each) => each.subject).join(' ← ')}
                  />
                ),
              }}
            />
          </p>
        )}
        {children}
      </CardBody>
    </Card>
  );
}

function factsOf(facts: CertificateFacts, purpose: Purpose, now: Date) {
  const validity = validityOf(facts.notBefore, facts.notAfter, now);
  return [
    {
      term: say('certificates.subject'),
      value: <VisibleText text={facts.subject} />,
    },
    {
      term: say('certificates.issuer'),
      value: (
        <>
          <VisibleText text={facts.issuer} />{' '}
          {facts.selfSigned && (
            <Label isCompact variant="outline">
              {say('certificates.self-signed')}
            </Label>
          )}
        </>
      ),
    },
    {
      term: say('certificates.validity'),
      value: (
        <>
          <Say
            id="certificates.to"
            values={{
              from: <Timestamp at={facts.notBefore} />,
              until: <Timestamp at={facts.notAfter} />,
              statusLabel: (
                <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
              ),
            }}
          />
        </>
      ),
    },
    {
      term: say('certificates.usage'),
      value: <Usage facts={facts} purpose={purpose} />,
    },
    { term: say('certificates.key'), value: facts.keyType },
    {
      term: say('certificates.serial-number'),
      value: <code>{facts.serialNumber}</code>,
    },
    {
      term: say('certificates.sha-256'),
      value: <Fingerprint sha256={facts.sha256} />,
    },
  ];
}

function Usage({
  facts,
  purpose,
}: {
  facts: CertificateFacts;
  purpose: Purpose;
}): ReactNode {
  if (purpose === 'ca') {
    return facts.isCa ? (
      <StatusLabel tone="good">
        {say('certificates.certificate-authority')}
      </StatusLabel>
    ) : (
      <StatusLabel tone="warning">
        {say('certificates.not-a-certificate-authority')}
      </StatusLabel>
    );
  }
  return (
    <>
      {facts.hasClientAuth === true && (
        <StatusLabel tone="good">
          {say('certificates.client-authentication')}
        </StatusLabel>
      )}
      {facts.hasClientAuth === false && (
        <StatusLabel tone="warning">
          {say('certificates.no-client-authentication-key-servers-may')}
        </StatusLabel>
      )}
      {facts.hasClientAuth === null && (
        <StatusLabel tone="unknown">
          {say('certificates.no-extended-key-usage-stated')}
        </StatusLabel>
      )}
      {facts.isCa && ' '}
      {facts.isCa && (
        <StatusLabel tone="warning">
          {say('certificates.is-a-certificate-authority')}
        </StatusLabel>
      )}
    </>
  );
}
