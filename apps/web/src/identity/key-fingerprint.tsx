import './identity.css';

import { say } from '@keyward/messages';
import { CopyableId } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fingerprintGroups } from './fingerprint-groups.ts';

/** The fingerprint of a passkey's public key: what somebody who checks approvals pins. */
export function KeyFingerprint({ sha256 }: { sha256: string }): ReactNode {
  return (
    <span className="kw-key-fingerprint">
      <CopyableId value={sha256} label={say('identity.key-fingerprint')}>
        {fingerprintGroups(sha256).map((group, index) => (
          // The space between two groups is read aloud and is not copied by the button.
          <span key={index}>{group} </span>
        ))}
      </CopyableId>
    </span>
  );
}
