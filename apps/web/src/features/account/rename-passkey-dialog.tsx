import { say } from '@keyward/messages';
import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { FIRST_FIELD } from '../../dialogs/first-field.ts';
import { PasskeyNameForm } from './passkey-name-form.tsx';

/** Gives a passkey another name. */
export function RenamePasskeyDialog({
  name,
  pending,
  error,
  onSubmit,
  onClose,
}: {
  name: string;
  pending: boolean;
  error: Error | null;
  onSubmit: (name: string) => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Modal
      isOpen
      variant="small"
      elementToFocus={FIRST_FIELD}
      aria-labelledby="rename-passkey-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('account.rename-the-passkey')}
        labelId="rename-passkey-title"
      />
      <ModalBody>
        <PasskeyNameForm
          name={name}
          submitLabel={say('account.save')}
          pendingLabel={say('account.saving')}
          pending={pending}
          error={error}
          onSubmit={onSubmit}
          onClose={onClose}
        />
      </ModalBody>
    </Modal>
  );
}
