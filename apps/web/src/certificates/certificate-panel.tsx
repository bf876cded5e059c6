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
        Reading the certificate…
      </p>
    );
  }
  if (decoded.state === 'failed') {
    return (
      <p role="status">
        <StatusLabel tone="bad">Not readable</StatusLabel> {decoded.message}
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
            With a chain of {chain.length}:{' '}
            <VisibleText text={chain.map((each) => each.subject).join(' ← ')} />
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
    { term: 'Subject', value: <VisibleText text={facts.subject} /> },
    {
      term: 'Issuer',
      value: (
        <>
          <VisibleText text={facts.issuer} />{' '}
          {facts.selfSigned && (
            <Label isCompact variant="outline">
              self-signed
            </Label>
          )}
        </>
      ),
    },
    {
      term: 'Validity',
      value: (
        <>
          <Timestamp at={facts.notBefore} /> to{' '}
          <Timestamp at={facts.notAfter} />{' '}
          <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
        </>
      ),
    },
    { term: 'Usage', value: <Usage facts={facts} purpose={purpose} /> },
    { term: 'Key', value: facts.keyType },
    { term: 'Serial number', value: <code>{facts.serialNumber}</code> },
    { term: 'SHA-256', value: <Fingerprint sha256={facts.sha256} /> },
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
      <StatusLabel tone="good">certificate authority</StatusLabel>
    ) : (
      <StatusLabel tone="warning">not a certificate authority</StatusLabel>
    );
  }
  return (
    <>
      {facts.hasClientAuth === true && (
        <StatusLabel tone="good">client authentication</StatusLabel>
      )}
      {facts.hasClientAuth === false && (
        <StatusLabel tone="warning">
          no client authentication: key servers may refuse it
        </StatusLabel>
      )}
      {facts.hasClientAuth === null && (
        <StatusLabel tone="unknown">no extended key usage stated</StatusLabel>
      )}
      {facts.isCa && ' '}
      {facts.isCa && (
        <StatusLabel tone="warning">is a certificate authority</StatusLabel>
      )}
    </>
  );
}
