import type { CertificateProbe } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
        {
          term: say('target-trust.subject'),
          value: <VisibleText text={probe.subject} />,
        },
        {
          term: say('target-trust.issuer'),
          value: probe.selfSigned ? (
            say('target-trust.itself-self-signed')
          ) : (
            <VisibleText text={probe.issuer} />
          ),
        },
        {
          term: say('target-trust.names'),
          value:
            probe.subjectAltNames.length === 0 ? (
              say('wording.none')
            ) : (
              <VisibleText text={probe.subjectAltNames.join(', ')} />
            ),
        },
        {
          term: say('target-trust.validity'),
          value: (
            <>
              <Say
                id="target-trust.to"
                values={{
                  from: <Timestamp at={probe.notBefore} />,
                  until: <Timestamp at={probe.notAfter} />,
                  statusLabel: (
                    <StatusLabel tone={validity.tone}>
                      {validity.text}
                    </StatusLabel>
                  ),
                }}
              />
            </>
          ),
        },
        {
          term: say('target-trust.key'),
          value: `${probe.keyType} · ${probe.tlsVersion}`,
        },
        {
          term: say('target-trust.serial-number'),
          value: <code>{probe.serialNumber}</code>,
        },
        {
          term: say('target-trust.answered-from'),
          value: <code>{probe.address}</code>,
        },
      ]}
    />
  );
}
