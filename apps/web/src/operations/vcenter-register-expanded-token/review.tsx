import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

/** Nothing of a token is kept, so there is nothing to compare. */
export function ExpandedTokenReview(): ReactNode {
  return (
    <p>
      {say(
        'vcenter-register-expanded-token.registers-one-expanded-access-token-as-the',
      )}
    </p>
  );
}
