import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { EntryFrame } from '../../page/entry-frame.tsx';
import { tellConfirmed } from '../../step-up/confirmed-channel.ts';

/** `/confirmed`: where the tab that confirmed at the organisation ends. The tab that asked goes on by itself. */
export function ConfirmedPage(): ReactNode {
  useEffect(tellConfirmed, []);
  return (
    <EntryFrame
      title="Confirmed"
      description="You can close this tab. What you were doing goes on in the other one."
    >
      <p>
        <Link to="/">Go to the home page instead</Link>
      </p>
    </EntryFrame>
  );
}
