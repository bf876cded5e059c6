import type { Handshake } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { FactText, StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import { Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

import { layerRows, OUTCOME_LOOKS, type LayerRow } from './layer-rows.ts';

const CERTIFICATE_WORDS = {
  shown: say('handshakes.this-changes-client-certificate-was-shown'),
  key_not_here: say('handshakes.no-client-certificate-was-shown-its-key'),
  none: null,
} as const satisfies Record<Handshake['clientCertificate'], string | null>;

function Row({ row }: { row: LayerRow }): ReactNode {
  const { tone, word } = OUTCOME_LOOKS[row.outcome];
  return (
    <li className="kw-check">
      <div className="kw-check-state">
        <StatusLabel tone={tone}>{word}</StatusLabel>
      </div>
      <div>
        <div className="kw-check-title">
          {row.names}
          {row.took !== null && (
            <span className="kw-layer-time"> · {row.took}</span>
          )}
        </div>
        <div className="kw-check-evidence">
          <FactText text={row.finding} />
        </div>
        {row.nextStep !== null && (
          <div className="kw-check-evidence">
            <strong>{say('handshakes.next-step')}</strong>{' '}
            <FactText text={row.nextStep} />
          </div>
        )}
      </div>
    </li>
  );
}

/** One key server: its layers one after the other, and when it was tried. */
export function ServerResult({ result }: { result: Handshake }): ReactNode {
  const id = useId();
  const certificate = CERTIFICATE_WORDS[result.clientCertificate];
  return (
    <section aria-labelledby={id} className="kw-server-result">
      <div className="kw-server-heading">
        <Title headingLevel="h3" size="md" id={id}>
          {result.server === '' ? (
            say('handshakes.key-servers-of-the-target')
          ) : (
            <code className="kw-host">
              <VisibleText text={result.server} />
            </code>
          )}
        </Title>
        <span className="kw-subtle">
          <Say
            id="handshakes.tried"
            values={{
              time: <Timestamp at={result.observedAt} show="relative" />,
            }}
          />
        </span>
      </div>
      {certificate !== null && <p className="kw-subtle">{certificate}</p>}
      <ul className="kw-checks">
        {layerRows(result).map((row) => (
          <Row key={row.names} row={row} />
        ))}
      </ul>
    </section>
  );
}
