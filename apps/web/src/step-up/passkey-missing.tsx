import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

import { LinkButton } from '../page/link-button.tsx';
import type { ProofDialogProps } from './proof-dialog-props.ts';

/** The policy asks for a passkey and this person has none: where to get one. */
export function PasskeyMissing({
  problem,
  place,
  onDone,
}: ProofDialogProps): ReactNode {
  const id = useId();
  const stay = (): void => {
    onDone(false);
  };
  return (
    <Modal
      isOpen
      variant="small"
      appendTo={place}
      aria-labelledby={id}
      onClose={stay}
    >
      <ModalHeader title={say('step-up.a-passkey-is-needed')} labelId={id} />
      <ModalBody className="kw-stack">
        <p>{problem.detail ?? problem.title}</p>
        <p>{say('step-up.add-one-on-your-account-page-it')}</p>
      </ModalBody>
      <ModalFooter>
        <LinkButton to="/account" search={{ why: 'passkey' }} onClick={stay}>
          {say('step-up.add-a-passkey')}
        </LinkButton>
        <Button variant="link" onClick={stay}>
          {say('step-up.go-back')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
