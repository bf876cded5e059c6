import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';

import { accountKeys } from '../../api/account.ts';
import { sessionQuery } from '../../api/session.ts';
import { FIRST_FIELD } from '../../dialogs/first-field.ts';
import { PasskeyNameForm } from './passkey-name-form.tsx';
import { PasskeyRegistered } from './passkey-registered.tsx';
import { makeAndRegister } from './register-passkey.ts';

/** A name, then the browser's own window, then the fingerprint to keep. */
export function AddPasskeyDialog({
  onClose,
}: {
  onClose: () => void;
}): ReactNode {
  const queryClient = useQueryClient();
  const adding = useMutation({
    mutationFn: makeAndRegister,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: accountKeys.passkeys });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const isDone = adding.data !== undefined;
  const done = useRef<HTMLButtonElement>(null);
  // The field that had the cursor is gone by then.
  useEffect(() => {
    if (isDone) done.current?.focus();
  }, [isDone]);
  return (
    <Modal
      isOpen
      variant="small"
      elementToFocus={FIRST_FIELD}
      aria-labelledby="add-passkey-title"
      onClose={onClose}
    >
      <ModalHeader
        title={
          isDone
            ? say('account.your-passkey-is-ready')
            : say('account.add-a-passkey')
        }
        labelId="add-passkey-title"
        description={
          isDone ? undefined : say('account.a-key-that-stays-with-your-device')
        }
      />
      <ModalBody className="kw-stack">
        {adding.data === undefined ? (
          <PasskeyNameForm
            name=""
            help={say('account.so-that-you-can-tell-several-apart')}
            submitLabel={say('account.continue')}
            pendingLabel={say('account.waiting-for-your-device')}
            pending={adding.isPending}
            error={adding.error}
            onSubmit={(name) => {
              adding.mutate(name);
            }}
            onClose={onClose}
          />
        ) : (
          <PasskeyRegistered registered={adding.data} />
        )}
      </ModalBody>
      {isDone && (
        <ModalFooter>
          <Button ref={done} variant="primary" onClick={onClose}>
            {say('account.done')}
          </Button>
        </ModalFooter>
      )}
    </Modal>
  );
}
