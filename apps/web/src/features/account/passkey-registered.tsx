import { Say, say } from '@keyward/messages';
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
            sentence: say('account.the-console-recorded-another-key-than-the'),
            nextStep: say('account.do-not-use-this-passkey-remove-it'),
          }}
        />
        <Shown title={say('account.made-by-your-device')} sha256={seenHere} />
        <Shown
          title={say('account.recorded-by-the-console')}
          sha256={passkey.publicKeySha256}
        />
      </>
    );
  }
  return (
    <>
      <p>
        <Say
          id="account.keep-this-fingerprint-outside-of-keyward-and"
          values={{ b: (children) => <strong>{children}</strong> }}
        />
      </p>
      <Shown
        title={say('account.key-fingerprint-sha-256')}
        sha256={passkey.publicKeySha256}
      />
      <p className="kw-fine-print">
        {seenHere === null
          ? say('account.this-browser-does-not-show-the-key')
          : say('account.computed-in-this-browser-from-the-key')}
      </p>
      <div>
        <div className="kw-item-title">
          {say('account.your-line-for-whoever-checks')}
        </div>
        <CopyableId
          value={`"${person.id}": ["${passkey.publicKeySha256}"]`}
          shown={`"${person.id}": ["${passkey.publicKeySha256.slice(0, 8)}…"]`}
          label={say('account.the-line')}
        />
        <p className="kw-fine-print">
          {say('account.your-person-id-with-the-fingerprint-an')}
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
