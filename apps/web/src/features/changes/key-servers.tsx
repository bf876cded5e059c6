import type { ChangeDetail } from '@keyward/contract';
import { Suspense, type ReactNode } from 'react';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';

const HandshakesSection = lazyPart(() =>
  import('./handshakes/handshakes-section.tsx').then(
    (module) => module.HandshakesSection,
  ),
);

/** What the key servers of this change answered; most changes have none, and then nothing is loaded either. */
export function KeyServers({ change }: { change: ChangeDetail }): ReactNode {
  if (change.handshakes.state === 'not_needed') return null;
  return (
    <Suspense fallback={null}>
      <HandshakesSection change={change} />
    </Suspense>
  );
}
