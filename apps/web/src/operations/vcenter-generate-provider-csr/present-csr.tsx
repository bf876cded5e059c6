import type { EstateItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Alert, Fingerprint, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

/** What a new CSR overwrites, while it can still be thought over. */
export function PresentCsr({
  provider: { csr },
}: {
  provider: EstateItem<'key-providers'>;
}): ReactNode {
  if (csr === null) {
    return (
      <p className="kw-fine-print">
        {say('vcenter-generate-provider-csr.this-provider-has-no-csr-yet-so')}
      </p>
    );
  }
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      title={say('vcenter-generate-provider-csr.this-provider-has-a-csr-and-a')}
    >
      <p>
        <Say
          id="vcenter-generate-provider-csr.it-is-for-public-key-sha-256"
          values={{
            subject: <VisibleText text={csr.subject} />,
            keyType: csr.keyType,
            fingerprint: <Fingerprint sha256={csr.publicKeySha256} />,
          }}
        />
      </p>
    </Alert>
  );
}
