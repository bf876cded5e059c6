import type { CertificateProbe } from '@keyward/contract';
import { KeyFacts, StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { validityOf } from '../certificates/days-left.ts';

/**
 * What the target showed. Its thumbprint is left out on purpose: a person who pins it has to bring it from
 * somewhere else, else the comparison proves nothing.
 */
export function ProbeFacts({ probe }: { probe: CertificateProbe }): ReactNode {
  const [now] = useState(() => new Date());
  const validity = validityOf(probe.notBefore, probe.notAfter, now);
  return (
    <KeyFacts
      isHorizontal
      facts={[
        { term: 'Subject', value: <VisibleText text={probe.subject} /> },
        {
          term: 'Issuer',
          value: probe.selfSigned ? (
            'itself (self-signed)'
          ) : (
            <VisibleText text={probe.issuer} />
          ),
        },
        {
          term: 'Names',
          value:
            probe.subjectAltNames.length === 0 ? (
              'none'
            ) : (
              <VisibleText text={probe.subjectAltNames.join(', ')} />
            ),
        },
        {
          term: 'Validity',
          value: (
            <>
              <Timestamp at={probe.notBefore} /> to{' '}
              <Timestamp at={probe.notAfter} />{' '}
              <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
            </>
          ),
        },
        { term: 'Key', value: `${probe.keyType} · ${probe.tlsVersion}` },
        { term: 'Serial number', value: <code>{probe.serialNumber}</code> },
        { term: 'Answered from', value: <code>{probe.address}</code> },
      ]}
    />
  );
}
