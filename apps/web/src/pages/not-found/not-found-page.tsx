import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { EntryFrame } from '../../page/entry-frame.tsx';

/** An address that cannot even be read, such as one with broken escapes: outside the frame, for whoever comes. */
export function NotFoundPage(): ReactNode {
  return (
    <EntryFrame
      title={say('not-found.there-is-no-such-page')}
      description={say('not-found.the-address-may-be-cut-off-or')}
    >
      <p>
        <a href="/">{say('not-found.go-to-the-home-page')}</a>
      </p>
    </EntryFrame>
  );
}
