import type { Connection } from '@keyward/contract';
import {
  Fingerprint,
  KeyFacts,
  StatusLabel,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import type { ReactNode } from 'react';

import { CONNECTION_HEALTH, SYSTEM_NAMES } from '../../wording/states.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';

const ESX_AUTH = {
  'vi-json': 'VI/JSON session',
  'api-session': 'API session',
  basic: 'Basic authentication',
} as const;

/** Address, trust, account and what the last look found. */
export function ConnectionFacts({
  connection,
}: {
  connection: Connection;
}): ReactNode {
  const { trust, credential } = connection;
  const health = CONNECTION_HEALTH[connection.health];
  return (
    <KeyFacts
      columns={3}
      facts={[
        { term: 'Kind', value: SYSTEM_NAMES[connection.kind] },
        {
          term: 'Address',
          value: <code>{`${connection.host}:${String(connection.port)}`}</code>,
        },
        {
          term: 'Health',
          value: (
            <>
              <StatusLabel tone={health.tone}>{health.word}</StatusLabel>{' '}
              {connection.checkedAt === null ? (
                'never checked'
              ) : (
                <Timestamp at={connection.checkedAt} show="relative" />
              )}
              {connection.healthDetail !== null && (
                <div className="kw-fine-print">
                  <VisibleText text={connection.healthDetail} />
                </div>
              )}
            </>
          ),
        },
        { term: 'Version', value: connection.version ?? 'not known yet' },
        {
          term: 'Can do',
          value:
            connection.capabilities.length === 0
              ? 'not known yet'
              : connection.capabilities
                  .map((each) => CAPABILITY_WORDS[each])
                  .join(', '),
        },
        {
          term: 'Account',
          value: (
            <>
              <code>
                <VisibleText text={credential.username} />
              </code>
              <div className="kw-fine-print">
                password set <Timestamp at={credential.setAt} />
                {credential.setBy === null
                  ? ''
                  : ` by ${credential.setBy.displayName}`}
              </div>
            </>
          ),
        },
        {
          term: 'Trust',
          value:
            trust.mode === 'pin' ? (
              <>
                exactly this certificate{' '}
                <Fingerprint sha256={trust.sha256} label="pinned thumbprint" />
              </>
            ) : (
              <>
                a certificate authority{' '}
                {trust.sha256.map((each) => (
                  <Fingerprint key={each} sha256={each} label="CA thumbprint" />
                ))}
              </>
            ),
        },
        ...(connection.esxAuth === null
          ? []
          : [{ term: 'Sign-in', value: ESX_AUTH[connection.esxAuth] }]),
        ...(connection.quarantinedAt === null
          ? []
          : [
              {
                term: 'Quarantined',
                value: <Timestamp at={connection.quarantinedAt} />,
              },
            ]),
      ]}
    />
  );
}
