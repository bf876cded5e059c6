import './identity.css';

import type { Passkey } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { KeyFingerprint } from './key-fingerprint.tsx';

interface PasskeysListProps {
  passkeys: readonly Passkey[];
  label: string;
  /** What can be done with one. */
  actionsOf?: (passkey: Passkey) => ReactNode;
}

/** Passkeys with the fingerprint of each key. */
export function PasskeysList({
  passkeys,
  label,
  actionsOf,
}: PasskeysListProps): ReactNode {
  return (
    <ul className="kw-items" aria-label={label}>
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="kw-item">
          <div>
            <div className="kw-item-title">{passkey.name}</div>
            <div className="kw-subtle">
              {passkey.lastUsedAt === null ? (
                <Say
                  id="identity.added-not-used-yet"
                  values={{ time: <Timestamp at={passkey.createdAt} /> }}
                />
              ) : (
                <Say
                  id="identity.added-and-last-used"
                  values={{
                    time: <Timestamp at={passkey.createdAt} />,
                    used: <Timestamp at={passkey.lastUsedAt} show="relative" />,
                  }}
                />
              )}{' '}
              {passkey.backedUp
                ? say('identity.synchronised-between-devices')
                : say('identity.stays-on-one-device')}
            </div>
            <KeyFingerprint sha256={passkey.publicKeySha256} />
          </div>
          <div className="kw-item-actions">{actionsOf?.(passkey)}</div>
        </li>
      ))}
    </ul>
  );
}
