import { Say, say } from '@keyward/messages';
import { Fingerprint } from '@keyward/ui';
import { Button, Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { PemField } from '../../form/pem-field.tsx';
import { FIRST_FIELD } from '../../dialogs/first-field.ts';
import {
  fieldPath,
  keyFieldOf,
  keysResolver,
  secretsOf,
  type KeyValues,
} from './late-key-form.ts';
import type { AwaitedKey } from './awaited-keys.ts';
import type { SupplyKeys } from './use-supply-keys.ts';

const ROOT = '/secrets';

interface SupplyKeyDialogProps {
  reference: string;
  awaited: readonly AwaitedKey[];
  /** The words of the change, to be compared once more. */
  words: ReactNode;
  supplying: SupplyKeys;
  onClose: () => void;
}

/**
 * Takes the private key of an approved change: compared here, sent once, and gone from the page with the dialog. Loaded
 * when it is opened; what it shares with the page comes from the page.
 */
export function SupplyKeyDialog({
  reference,
  awaited,
  words,
  supplying: { pending, problem, supply },
  onClose,
}: SupplyKeyDialogProps): ReactNode {
  const [{ fieldOf, resolver, empty }] = useState(() => ({
    fieldOf: keyFieldOf(awaited),
    resolver: keysResolver(awaited),
    empty: { keys: awaited.map(() => ({ text: '' })) },
  }));
  const errors = useMemo(
    () => serverErrors<KeyValues>(problem?.fieldErrors, ROOT, fieldOf),
    [problem, fieldOf],
  );
  const form = useForm<KeyValues>({ resolver, defaultValues: empty, errors });
  const { reset } = form;
  useEffect(
    () => () => {
      reset(empty);
    },
    [reset, empty],
  );
  return (
    <Modal
      variant="medium"
      elementToFocus={FIRST_FIELD}
      isOpen
      aria-labelledby="supply-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('changes.supply-the-private-key-of', { reference })}
        labelId="supply-title"
        description={say('changes.it-goes-from-this-page-through-the')}
      />
      <ModalBody>
        {words}
        <FormShell
          form={form}
          label={say('changes.private-key')}
          pending={pending}
          error={problem}
          root={ROOT}
          fieldOf={fieldOf}
          nameOf={() => say('changes.private-key')}
          submitLabel={say('changes.supply-the-key-and-start')}
          pendingLabel={say('changes.checking-and-sending')}
          onSubmit={(values) => {
            supply(secretsOf(awaited, values), () => {
              reset(empty);
              onClose();
            });
          }}
          guardsUnsaved={false}
          secondary={
            <Button variant="link" onClick={onClose}>
              {say('changes.cancel')}
            </Button>
          }
        >
          {awaited.map(({ pointer, label, publicKeySha256 }, index) => (
            <PemField
              key={pointer}
              control={form.control}
              name={fieldPath(index)}
              label={label}
              help={say('changes.pem-unencrypted-pkcs-8-pkcs-1-or')}
              isRequired
              isSecret
              rows={4}
            >
              <p className="kw-fine-print">
                <Say
                  id="changes.approved-is-the-key-with-this-public"
                  values={{
                    fingerprint: <Fingerprint sha256={publicKeySha256} />,
                  }}
                />
              </p>
            </PemField>
          ))}
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
