import type { SecretBindings } from '@keyward/contract';
import { Shortened } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';

/** Which secrets go along, how they are delivered, and what ties each to this change without revealing it. */
export function SecretsCovered({
  secrets,
}: {
  secrets: SecretBindings;
}): ReactNode {
  const bound = Object.entries(secrets);
  if (bound.length === 0) return 'none';
  return (
    <ul className="kw-plain-list">
      {bound.map(([pointer, binding]) => (
        <li key={pointer}>
          <strong>{fieldWords(pointer)}</strong>{' '}
          {binding.delivery === 'sealed' ? (
            <>
              stored sealed until it is sent; bound by{' '}
              <Shortened
                value={binding.commitment}
                label={`commitment of ${fieldWords(pointer)}`}
              />
            </>
          ) : (
            <>
              not kept: the requester supplies it after the approval, and only
              the key of this public key is taken{' '}
              <Shortened
                value={binding.publicKeySha256}
                label={`public key of ${fieldWords(pointer)}`}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
