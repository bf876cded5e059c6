import type { EstateItem } from '@keyward/contract';
import { Fingerprint, VisibleText } from '@keyward/ui';
import { Alert } from '@patternfly/react-core';
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
        This provider has no CSR yet, so nothing is overwritten.
      </p>
    );
  }
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      title="This provider has a CSR, and a new one overwrites it."
    >
      <p>
        It is for <VisibleText text={csr.subject} />, {csr.keyType}, public key
        SHA-256 <Fingerprint sha256={csr.publicKeySha256} />. If it is with your
        certification authority already, wait for the answer instead.
      </p>
    </Alert>
  );
}
