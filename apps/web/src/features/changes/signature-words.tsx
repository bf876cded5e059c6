import type { ApprovalEvidence } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { CopyableId, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fingerprintPrefix } from './fingerprint-prefix.ts';

const METHODS = {
  password: say('changes.a-password'),
  oidc: say('changes.the-organisations-sign-in'),
} as const;

/** How a decision was proved: by a signature over the digest, or by a sign-in. */
export function SignatureWords({
  evidence,
}: {
  evidence: ApprovalEvidence | null;
}): ReactNode {
  if (evidence === null) return <>{say('changes.not-signed')}</>;
  if (evidence.method !== 'passkey') {
    return (
      <>
        <Say
          id="changes.not-signed-proved-with"
          values={{
            method: METHODS[evidence.method],
            time: <Timestamp at={evidence.provedAt} />,
          }}
        />
      </>
    );
  }
  return (
    <>
      <Say
        id="changes.signed-with"
        values={{
          id: (
            <CopyableId
              value={evidence.publicKeySha256}
              shown={fingerprintPrefix(evidence.publicKeySha256)}
              label={say('changes.key-fingerprint')}
            />
          ),
        }}
      />
    </>
  );
}
