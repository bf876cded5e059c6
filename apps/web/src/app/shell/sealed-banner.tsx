import type { Session } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const WORDS: Readonly<Record<NonNullable<Session['sealed']>, string>> = {
  key_missing: say('shell.its-key-encryption-key-is-missing-whoever'),
  key_wrong: say('shell.its-key-encryption-key-is-not-the'),
  audit_behind: say('shell.its-audit-log-ends-before-its-newest'),
};

/** Says on every page why nothing can be changed, and what mends it. */
export function SealedBanner({
  because,
}: {
  because: NonNullable<Session['sealed']>;
}): ReactNode {
  return (
    <Banner status="warning" className="kw-notice" role="status">
      <strong>{say('shell.this-console-is-sealed-read-all-you')}</strong>{' '}
      {WORDS[because]}
    </Banner>
  );
}
