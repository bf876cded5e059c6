import { say } from '@keyward/messages';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { lazyDialog } from '../lazy-parts/lazy-dialog.tsx';

const UnsavedDialog = lazyDialog(() =>
  import('./unsaved-dialog.tsx').then((module) => module.UnsavedDialog),
);

/**
 * Asks before typed work is thrown away, by a link, the back button or a closed tab.
 * After a successful submit, navigate with `ignoreBlocker: true`.
 */
export function UnsavedGuard({
  when,
  loses = say('form.what-you-filled-in-on-this-page'),
  leave = say('form.leave-and-discard'),
}: {
  when: boolean;
  /** What is gone after leaving, and what is not. */
  loses?: string;
  leave?: string;
}): ReactNode {
  const blocker = useBlocker({
    shouldBlockFn: () => when,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  useEffect(() => {
    // Whoever leaves may do so because the console is out of reach.
    if (when) UnsavedDialog.prepare();
  }, [when]);
  if (blocker.status !== 'blocked') return null;
  return (
    <UnsavedDialog
      loses={loses}
      leave={leave}
      onLeave={blocker.proceed}
      onClose={blocker.reset}
    />
  );
}
