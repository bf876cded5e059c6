import { CopyableId, ProblemNotice } from '@keyward/ui';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { KeyFingerprint } from '../../identity/key-fingerprint.tsx';
import type { RegisteredPasskey } from './register-passkey.ts';

/** The fingerprint to keep, or the loud word that the console has recorded another key than this browser saw. */
export function PasskeyRegistered({
  registered: { passkey, seenHere },
}: {
  registered: RegisteredPasskey;
}): ReactNode {
  const { person } = useSession();
  if (seenHere !== null && seenHere !== passkey.publicKeySha256) {
    return (
      <>
        <ProblemNotice
          problem={{
            sentence:
              'The console recorded another key than the one your device made.',
            nextStep:
              'Do not use this passkey. Remove it, and tell the people who run Keyward before you approve anything.',
          }}
        />
        <Shown title="Made by your device" sha256={seenHere} />
        <Shown
          title="Recorded by the console"
          sha256={passkey.publicKeySha256}
        />
      </>
    );
  }
  return (
    <>
      <p>
        <strong>Keep this fingerprint outside of Keyward</strong>, and give it
        to whoever checks approvals. With it they can prove that an approval was
        signed by your key, without trusting this console.
      </p>
      <Shown
        title="Key fingerprint (SHA-256)"
        sha256={passkey.publicKeySha256}
      />
      <p className="kw-fine-print">
        {seenHere === null
          ? 'This browser does not show the key, so the fingerprint is the console’s own word. Compare it with one from another browser.'
          : 'Computed in this browser from the key your device made; the console recorded the same.'}
      </p>
      <div>
        <div className="kw-item-title">Your line for whoever checks</div>
        <CopyableId
          value={`"${person.id}": ["${passkey.publicKeySha256}"]`}
          shown={`"${person.id}": ["${passkey.publicKeySha256.slice(0, 8)}…"]`}
          label="the line"
        />
        <p className="kw-fine-print">
          Your person id with the fingerprint: an approval signs the id, never a
          name.
        </p>
      </div>
    </>
  );
}

function Shown({
  title,
  sha256,
}: {
  title: string;
  sha256: string;
}): ReactNode {
  return (
    <div>
      <div className="kw-item-title">{title}</div>
      <div className="kw-key-fingerprint-large">
        <KeyFingerprint sha256={sha256} />
      </div>
    </div>
  );
}
