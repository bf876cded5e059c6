import type { SecretBindings } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
  if (bound.length === 0) return say('wording.none');
  return (
    <ul className="kw-plain-list">
      {bound.map(([pointer, binding]) => (
        <li key={pointer}>
          <strong>{fieldWords(pointer)}</strong>{' '}
          {binding.delivery === 'sealed' ? (
            <>
              <Say
                id="changes.stored-sealed-until-it-is-sent-bound"
                values={{
                  text: (
                    <Shortened
                      value={binding.commitment}
                      label={say('changes.commitment-of', {
                        field: fieldWords(pointer),
                      })}
                    />
                  ),
                }}
              />
            </>
          ) : (
            <>
              <Say
                id="changes.not-kept-the-requester-supplies-it-after"
                values={{
                  text: (
                    <Shortened
                      value={binding.publicKeySha256}
                      label={say('changes.public-key-of', {
                        field: fieldWords(pointer),
                      })}
                    />
                  ),
                }}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
