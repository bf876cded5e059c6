import type { Session } from '@keyward/contract';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const WORDS: Readonly<Record<NonNullable<Session['sealed']>, string>> = {
  key_missing:
    'Its key-encryption key is missing. Whoever runs it restores the key file at KEYWARD_KEK_FILE; then it opens by itself. Nothing is lost.',
  key_wrong:
    'Its key-encryption key is not the one that its database was sealed with. Whoever runs it restores the right file at KEYWARD_KEK_FILE; then it opens by itself. Nothing is lost.',
  audit_behind:
    'Its audit log ends before its newest checkpoint: the database was restored or altered. Whoever runs it finds out which, says so with acknowledge-restore on its host, and starts it again.',
};

/** Says on every page why nothing can be changed, and what mends it. */
export function SealedBanner({
  because,
}: {
  because: NonNullable<Session['sealed']>;
}): ReactNode {
  return (
    <Banner status="warning" className="kw-notice" role="status">
      <strong>
        This console is sealed: read all you like, change nothing.
      </strong>{' '}
      {WORDS[because]}
    </Banner>
  );
}
