import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
} from '@patternfly/react-core';
import type { CertificateFacts } from '@keyward/pki';
import { Fingerprint, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { validityOf } from './days-left.ts';
import type { DecodedCertificate } from './decode.ts';
import type { Decoded } from './use-decoded.ts';

interface CertificatePanelProps {
  decoded: Decoded<DecodedCertificate>;
  /** Heading of the panel. */
  title: string;
  /** A client certificate is expected to carry clientAuth and not to be a CA; a CA bundle is not. */
  purpose: 'client' | 'ca';
  now: Date;
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
      <p className="kw-cert-failed" role="status">
        <Label status="danger" variant="outline" isCompact>
          Not readable
        </Label>{' '}
        {decoded.message}
      </p>
    );
  }
  const { leaf, chain } = decoded.value;
  return (
    <Card
      isCompact
      className="kw-certificate"
      aria-label={title}
      component="section"
    >
      <CardTitle component="h3">{title}</CardTitle>
      <CardBody>
        <Facts facts={leaf} purpose={purpose} now={now} />
        {chain.length > 0 && (
          <p className="kw-fine-print">
            Chain of {chain.length}:{' '}
            {chain.map((each) => each.subject).join(' ← ')}
          </p>
        )}
        {children}
      </CardBody>
    </Card>
  );
}

function Facts({
  facts,
  purpose,
  now,
}: {
  facts: CertificateFacts;
  purpose: 'client' | 'ca';
  now: Date;
}): ReactNode {
  const validity = validityOf(facts.notBefore, facts.notAfter, now);
  return (
    <DescriptionList isHorizontal isCompact isFluid>
      <Fact term="Subject">
        <VisibleText text={facts.subject} />
      </Fact>
      <Fact term="Issuer">
        <VisibleText text={facts.issuer} />{' '}
        {facts.selfSigned && (
          <Label isCompact variant="outline">
            self-signed
          </Label>
        )}
      </Fact>
      <Fact term="Validity">
        <Timestamp at={facts.notBefore} /> to <Timestamp at={facts.notAfter} />{' '}
        <Label
          isCompact
          variant="outline"
          status={
            validity.tone === 'good'
              ? 'success'
              : validity.tone === 'warning'
                ? 'warning'
                : 'danger'
          }
        >
          {validity.text}
        </Label>
      </Fact>
      <Fact term="Usage">
        <Usage facts={facts} purpose={purpose} />
      </Fact>
      <Fact term="Key">{facts.keyType}</Fact>
      <Fact term="Serial number">
        <span className="kw-monospace">{facts.serialNumber}</span>
      </Fact>
      <Fact term="SHA-256">
        <Fingerprint sha256={facts.sha256} />
      </Fact>
    </DescriptionList>
  );
}

function Usage({
  facts,
  purpose,
}: {
  facts: CertificateFacts;
  purpose: 'client' | 'ca';
}): ReactNode {
  if (purpose === 'ca') {
    return facts.isCa ? (
      <Label isCompact variant="outline" status="success">
        certificate authority
      </Label>
    ) : (
      <Label isCompact variant="outline" status="warning">
        not a certificate authority
      </Label>
    );
  }
  return (
    <>
      {facts.hasClientAuth === true && (
        <Label isCompact variant="outline" status="success">
          client authentication
        </Label>
      )}
      {facts.hasClientAuth === false && (
        <Label isCompact variant="outline" status="warning">
          no client authentication; key servers may refuse it
        </Label>
      )}
      {facts.hasClientAuth === null && (
        <Label isCompact variant="outline" status="info">
          no extended key usage stated
        </Label>
      )}
      {facts.isCa && (
        <>
          {' '}
          <Label isCompact variant="outline" status="warning">
            is a certificate authority
          </Label>
        </>
      )}
    </>
  );
}

export function Fact({
  term,
  children,
}: {
  term: string;
  children: ReactNode;
}): ReactNode {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
