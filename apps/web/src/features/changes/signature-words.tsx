import type { ApprovalEvidence } from '@keyward/contract';
import { CopyableId, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fingerprintPrefix } from './fingerprint-prefix.ts';

const METHODS = {
  password: 'a password',
  oidc: 'the organisation’s sign-in',
} as const;

/** How a decision was proved: by a signature over the digest, or by a sign-in. */
export function SignatureWords({
  evidence,
}: {
  evidence: ApprovalEvidence | null;
}): ReactNode {
  if (evidence === null) return <>Not signed.</>;
  if (evidence.method !== 'passkey') {
    return (
      <>
        Not signed: proved with {METHODS[evidence.method]}{' '}
        <Timestamp at={evidence.provedAt} />.
      </>
    );
  }
  return (
    <>
      Signed with{' '}
      <CopyableId
        value={evidence.publicKeySha256}
        shown={fingerprintPrefix(evidence.publicKeySha256)}
        label="key fingerprint"
      />
    </>
  );
}
