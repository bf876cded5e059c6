import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';

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
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      variant="small"
      isOpen
      aria-labelledby="unsaved-title"
      onClose={blocker.reset}
    >
      <ModalHeader
        title={say('form.leave-without-sending')}
        labelId="unsaved-title"
      />
      <ModalBody>{loses}</ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={blocker.reset}>
          {say('form.stay-here')}
        </Button>
        <Button variant="link" isDanger onClick={blocker.proceed}>
          {leave}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
