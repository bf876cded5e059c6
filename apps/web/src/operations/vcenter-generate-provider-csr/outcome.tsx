import { OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Fingerprint, KeyFacts, StatusLabel, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { decodeCsr } from '../../certificates/decode.ts';
import { TakeCsr } from '../../certificates/take-csr.tsx';
import { useDecoded } from '../../certificates/use-decoded.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import type { OperationOutcomeProps } from '../operation-view.ts';

/** The CSR, read in the browser from the text that is handed out, and the way on from it. */
export function GenerateCsrOutcome({
  change: { input, target },
  made,
}: OperationOutcomeProps): ReactNode {
  const maySubmit = useSession().may('changes:submit');
  const pem = made.find((each) => each.kind === 'csr')?.text ?? '';
  const decoded = useDecoded(pem, decodeCsr);
  const read =
    OPERATIONS['vcenter.generate-provider-csr'].frozen.safeParse(input);
  if (!read.success || pem === '' || target.type !== 'connection') return null;
  const { trustAuthorityCluster, provider } = read.data;
  return (
    <SectionCard title={say('vcenter-generate-provider-csr.the-new-csr')}>
      <div className="kw-stack">
        {decoded.state === 'failed' && (
          <p role="status">
            <StatusLabel tone="bad">
              {say('vcenter-generate-provider-csr.not-readable')}
            </StatusLabel>{' '}
            {decoded.message}
          </p>
        )}
        {decoded.state === 'read' && (
          <KeyFacts
            isHorizontal
            facts={[
              {
                term: say('vcenter-generate-provider-csr.subject'),
                value: <VisibleText text={decoded.value.subject} />,
              },
              {
                term: say('vcenter-generate-provider-csr.key'),
                value: decoded.value.keyType,
              },
              {
                term: say('vcenter-generate-provider-csr.public-key-sha-256'),
                value: <Fingerprint sha256={decoded.value.publicKeySha256} />,
              },
            ]}
          />
        )}
        <TakeCsr pem={pem} provider={provider} />
        <p>
          {say(
            'vcenter-generate-provider-csr.next-have-it-signed-by-the-authority',
          )}
        </p>
        {maySubmit && (
          <div>
            <LinkButton
              to="/changes/new"
              search={{
                operation: 'vcenter.update-provider-client-certificate',
                connection: target.connection.id,
                cluster: trustAuthorityCluster,
                provider,
                keySource: 'CSR',
              }}
            >
              {say('vcenter-generate-provider-csr.submit-the-signed-answer')}
            </LinkButton>
          </div>
        )}
      </div>
    </SectionCard>
  );
}
