import './identity.css';

import type { Passkey } from '@keyward/contract';
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
              Added <Timestamp at={passkey.createdAt} />,{' '}
              {passkey.lastUsedAt === null ? (
                'not used yet'
              ) : (
                <>
                  last used{' '}
                  <Timestamp at={passkey.lastUsedAt} show="relative" />
                </>
              )}
              .{' '}
              {passkey.backedUp
                ? 'Synchronised between devices.'
                : 'Stays on one device.'}
            </div>
            <KeyFingerprint sha256={passkey.publicKeySha256} />
          </div>
          <div className="kw-item-actions">{actionsOf?.(passkey)}</div>
        </li>
      ))}
    </ul>
  );
}
