import type { PolicyInForce } from '@keyward/contract';
import { say } from '@keyward/messages';
import { KeyFacts, Timestamp } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { PASSKEY_RULES } from '../../policy/passkey-rules.ts';
import {
  PRIVATE_KEY_RULES,
  privateKeyRule,
} from '../../policy/private-key-rules.ts';

/** Which version is in force, since when, and which change brought it. */
export function PolicyFacts({ policy }: { policy: PolicyInForce }): ReactNode {
  const rule = PASSKEY_RULES[policy.document.passkey];
  const keys = PRIVATE_KEY_RULES[privateKeyRule(policy.document)];
  return (
    <KeyFacts
      columns={2}
      facts={[
        { term: say('policy.version'), value: String(policy.version) },
        {
          term: say('policy.in-force-since'),
          value: <Timestamp at={policy.inForceFrom} />,
        },
        {
          term: say('policy.came-with'),
          value:
            policy.changeId === null ? (
              say('policy.the-installation')
            ) : (
              <Link to="/changes/$id" params={{ id: policy.changeId }}>
                {say('policy.the-change-that-was-approved')}
              </Link>
            ),
        },
        {
          term: say('policy.passkeys-for-deciding'),
          value: (
            <>
              {rule.word}
              <div className="kw-fine-print">{rule.sentence}</div>
            </>
          ),
        },
        {
          term: say('policy.private-keys'),
          value: (
            <>
              {keys.word}
              <div className="kw-fine-print">{keys.sentence}</div>
            </>
          ),
        },
      ]}
    />
  );
}
