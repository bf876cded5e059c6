import type { ReactNode } from 'react';

/** Nothing of a token is kept, so there is nothing to compare. */
export function ExpandedTokenReview(): ReactNode {
  return (
    <p>
      Registers one expanded access token as the owner of its overflow token.
      Neither token was stored; the tokens themselves are not part of this page.
    </p>
  );
}
