import { say } from '@keyward/messages';
import { clockTime, describeDuration } from '@keyward/ui';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useEffect, useId, useState, type ReactNode } from 'react';

import { placeOnTop } from '../../dialogs/place-on-top.ts';

interface IdleDialogProps {
  endsMs: number;
  nowMs: number;
  isRenewing: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Asks somebody who did nothing for a while whether they are still there; above any other dialog, which stays as it is. */
export function IdleDialog(props: IdleDialogProps): ReactNode {
  const id = useId();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const top = placeOnTop();
    // In the next turn: the place is outside of what React draws.
    const timer = setTimeout(() => {
      setPlace(top.element);
    });
    return () => {
      clearTimeout(timer);
      top.remove();
    };
  }, []);
  if (place === null) return null;
  const leftMs = Math.max(0, props.endsMs - props.nowMs);
  return (
    <Modal
      isOpen
      variant="small"
      appendTo={place}
      elementToFocus={`#${CSS.escape(`${id}-stay`)}`}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={props.onStay}
    >
      <ModalHeader
        title={say('session-end.are-you-still-there')}
        labelId={`${id}-title`}
        titleIconVariant="warning"
        titleScreenReaderText={say('page.warning')}
      />
      <ModalBody>
        <div className="kw-stack">
          <p id={`${id}-text`}>
            {say('session-end.nothing-was-done-for-a-while', {
              time: clockTime(new Date(props.endsMs)),
            })}
          </p>
          <p className="kw-number kw-time-left" role="timer">
            {say('session-end.time-left', {
              duration: describeDuration(Math.ceil(leftMs / 1000) * 1000),
            })}
          </p>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          id={`${id}-stay`}
          variant="primary"
          isLoading={props.isRenewing}
          isDisabled={props.isRenewing}
          onClick={props.onStay}
        >
          {say('session-end.stay-signed-in')}
        </Button>
        <Button variant="link" onClick={props.onLeave}>
          {say('session-end.sign-out')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
