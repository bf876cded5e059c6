import { say } from '@keyward/messages';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { EntryFrame } from '../../page/entry-frame.tsx';
import { tellConfirmed } from '../../step-up/confirmed-channel.ts';

/** `/confirmed`: where the tab that confirmed at the organisation ends. The tab that asked goes on by itself. */
export function ConfirmedPage(): ReactNode {
  useEffect(tellConfirmed, []);
  return (
    <EntryFrame
      title={say('confirmed.confirmed')}
      description={say('confirmed.you-can-close-this-tab-what-you')}
    >
      <p>
        <Link to="/">{say('confirmed.go-to-the-home-page-instead')}</Link>
      </p>
    </EntryFrame>
  );
}
