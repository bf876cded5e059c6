import type { Connection } from '@keyward/contract';
import { Say, say, sayList } from '@keyward/messages';
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
  'vi-json': say('connections.vi-json-session'),
  'api-session': say('connections.api-session'),
  basic: say('connections.basic-authentication'),
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
        { term: say('connections.kind'), value: SYSTEM_NAMES[connection.kind] },
        {
          term: say('connections.address'),
          value: <code>{`${connection.host}:${String(connection.port)}`}</code>,
        },
        {
          term: say('connections.health'),
          value: (
            <>
              <StatusLabel tone={health.tone}>{health.word}</StatusLabel>{' '}
              {connection.checkedAt === null ? (
                say('connections.never-checked')
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
        {
          term: say('connections.version'),
          value: connection.version ?? say('connections.not-known-yet'),
        },
        {
          term: say('connections.can-do'),
          value:
            connection.capabilities.length === 0
              ? say('connections.not-known-yet')
              : sayList(
                  connection.capabilities.map((each) => CAPABILITY_WORDS[each]),
                ),
        },
        {
          term: say('connections.account'),
          value: (
            <>
              <code>
                <VisibleText text={credential.username} />
              </code>
              <div className="kw-fine-print">
                {credential.setBy === null ? (
                  <Say
                    id="connections.password-set"
                    values={{ time: <Timestamp at={credential.setAt} /> }}
                  />
                ) : (
                  <Say
                    id="connections.password-set-by"
                    values={{
                      time: <Timestamp at={credential.setAt} />,
                      displayName: credential.setBy.displayName,
                    }}
                  />
                )}
              </div>
            </>
          ),
        },
        {
          term: say('connections.trust'),
          value:
            trust.mode === 'pin' ? (
              <>
                <Say
                  id="connections.exactly-this-certificate"
                  values={{
                    fingerprint: (
                      <Fingerprint
                        sha256={trust.sha256}
                        label={say('connections.pinned-fingerprint')}
                      />
                    ),
                  }}
                />
              </>
            ) : (
              <>
                <Say
                  id="connections.a-certificate-authority"
                  values={{
                    sha256: trust.sha256.map((each) => (
                      <Fingerprint
                        key={each}
                        sha256={each}
                        label={say('connections.ca-fingerprint')}
                      />
                    )),
                  }}
                />
              </>
            ),
        },
        ...(connection.esxAuth === null
          ? []
          : [
              {
                term: say('connections.sign-in'),
                value: ESX_AUTH[connection.esxAuth],
              },
            ]),
        ...(connection.quarantinedAt === null
          ? []
          : [
              {
                term: say('connections.quarantined'),
                value: <Timestamp at={connection.quarantinedAt} />,
              },
            ]),
      ]}
    />
  );
}
