import { OPERATIONS } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { ExpandableSection } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { PASSKEY_RULES } from '../../policy/passkey-rules.ts';
import {
  PRIVATE_KEY_RULES,
  privateKeyRule,
} from '../../policy/private-key-rules.ts';
import { PolicyTable } from '../../policy/policy-table.tsx';
import { useConnectionNames } from '../../policy/use-connection-names.ts';
import type { OperationReviewProps } from '../operation-view.ts';

/** The whole policy as it will be; the differences to the one in force stand below. */
export function PolicyReview({ change }: OperationReviewProps): ReactNode {
  const nameOf = useConnectionNames();
  const read = OPERATIONS['console.update-policy'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  const { policy } = read.data;
  const keys = privateKeyRule(policy);
  return (
    <ExpandableSection
      toggleText={say('console-update-policy.the-whole-new-policy')}
      toggleId="policy-toggle"
      contentId="policy-content"
    >
      <p>
        <strong>
          <Say
            id="console-update-policy.passkeys"
            values={{ word: PASSKEY_RULES[policy.passkey].word }}
          />
        </strong>{' '}
        {PASSKEY_RULES[policy.passkey].sentence}
      </p>
      <p>
        <strong>
          <Say
            id="console-update-policy.private-keys-as"
            values={{ word: PRIVATE_KEY_RULES[keys].word }}
          />
        </strong>{' '}
        {PRIVATE_KEY_RULES[keys].sentence}
      </p>
      <PolicyTable
        policy={policy}
        label={say('console-update-policy.the-new-policy')}
        nameOf={nameOf}
      />
    </ExpandableSection>
  );
}
