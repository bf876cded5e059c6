import type { ChangeDetail } from '@keyward/contract';
import { Fingerprint } from '@keyward/ui';
import { Button, Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { PemField } from '../../form/pem-field.tsx';
import { FIRST_FIELD } from '../../page/first-field.ts';
import { fieldWords } from '../../wording/field-words.ts';
import {
  awaitedKeys,
  fieldPath,
  keyFieldOf,
  keysResolver,
  secretsOf,
  type KeyValues,
} from './awaited-keys.ts';
import { PhraseBox } from './phrase-box.tsx';
import { useSupplyKeys } from './use-supply-keys.ts';

const ROOT = '/secrets';

interface SupplyKeyDialogProps {
  change: ChangeDetail;
  onClose: () => void;
}

/** Takes the private key of an approved change: compared here, sent once, and gone from the page with the dialog. */
export function SupplyKeyDialog({
  change,
  onClose,
}: SupplyKeyDialogProps): ReactNode {
  const [awaited] = useState(() => awaitedKeys(change));
  const { pending, problem, supply } = useSupplyKeys(change.id);
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
        title={`Supply the private key of ${change.reference}`}
        labelId="supply-title"
        description="It goes from this page through the console’s memory to the target, and is kept nowhere. The task starts at once."
      />
      <ModalBody>
        <PhraseBox phrase={change.phrase} />
        <FormShell
          form={form}
          label="Private key"
          pending={pending}
          error={problem}
          root={ROOT}
          fieldOf={fieldOf}
          nameOf={() => 'Private key'}
          submitLabel="Supply the key and start"
          pendingLabel="Checking and sending"
          onSubmit={(values) => {
            supply(
              { digest: change.digest, secrets: secretsOf(awaited, values) },
              () => {
                reset(empty);
                onClose();
              },
            );
          }}
          guardsUnsaved={false}
          secondary={
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
          }
        >
          {awaited.map(({ pointer, publicKeySha256 }, index) => (
            <PemField
              key={pointer}
              control={form.control}
              name={fieldPath(index)}
              label={awaited.length === 1 ? 'Private key' : fieldWords(pointer)}
              help="PEM, unencrypted: PKCS#8, PKCS#1 or SEC1. Compared in this page before it is sent."
              isRequired
              isSecret
              rows={4}
            >
              <p className="kw-fine-print">
                Approved is the key with this public key:{' '}
                <Fingerprint sha256={publicKeySha256} />
              </p>
            </PemField>
          ))}
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
