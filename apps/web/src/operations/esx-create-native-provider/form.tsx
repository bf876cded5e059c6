import { OPERATIONS } from '@keyward/contract';
import { Alert, Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { EstateStatus } from '../../estate/estate-status.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { TextField } from '../../form/text-field.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import {
  doubtAboutKey,
  doubtAboutKeyId,
  newKeyDerivationKey,
  newKeyId,
} from './key-material.ts';
import { nativeProviderShape, type NativeProviderValues } from './values.ts';

/** A name, a key id and a key. Both can be made here; the key is shown only as long as this page is open. */
export function NativeProviderForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<NativeProviderValues>(
    nativeProviderShape,
    props,
  );
  const known = useEstate(props.connectionId, 'native-providers');
  const [provider, keyId, key] = useWatch({
    control: form.control,
    name: ['provider', 'keyId', 'keyDerivationKey'],
  });
  const [generated, setGenerated] = useState('');
  const set = (name: 'keyId' | 'keyDerivationKey', value: string): void => {
    form.setValue(name, value, {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  };
  const taken = known.items.some((item) => item.name === provider);
  return (
    <FormShell {...shell}>
      <Alert
        variant="warning"
        isInline
        component="p"
        title={OPERATIONS['esx.create-native-provider'].caution}
      />
      <TextField
        control={form.control}
        name="provider"
        label="Provider name"
        help={`You choose it; it must be unique on the host.${known.items.length === 0 ? '' : ` Known to Keyward: ${known.items.map((item) => item.name).join(', ')}.`}`}
        warning={
          taken
            ? 'Keyward knows a provider of this name on this host.'
            : undefined
        }
        isRequired
      />
      {known.state === 'failed' && (
        <EstateStatus estate={known} collection="native-providers" shown={1} />
      )}
      <TextField
        control={form.control}
        name="keyId"
        label="Key id"
        help="Identifies the key; every host that shall share it needs the same id and the same key."
        warning={doubtAboutKeyId(keyId)}
        isMonospace
        isRequired
        action={
          <Button
            variant="control"
            onClick={() => {
              set('keyId', newKeyId());
            }}
          >
            Generate
          </Button>
        }
      />
      <SecretField
        control={form.control}
        name="keyDerivationKey"
        label="Key derivation key"
        help="32 random bytes as Base64. It is sealed when you submit, erased when the task ends, and can be read back neither here nor from the host."
        warning={doubtAboutKey(key)}
        isMonospace
        isRequired
        action={
          <Button
            variant="control"
            onClick={() => {
              const made = newKeyDerivationKey();
              setGenerated(made);
              set('keyDerivationKey', made);
            }}
          >
            Generate
          </Button>
        }
      />
      {generated !== '' && generated === key && (
        <KeepTheKey value={generated} />
      )}
    </FormShell>
  );
}

function KeepTheKey({ value }: { value: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  return (
    <Alert
      variant="warning"
      isInline
      component="p"
      title="Write this key down now. It is not shown again."
    >
      <p>
        Whoever restores the host or adds another one to this provider needs it.
        Put it into your key escrow before you submit.
      </p>
      <Button
        variant="secondary"
        size="sm"
        onClick={() =>
          void navigator.clipboard.writeText(value).then(() => {
            setCopied(true);
          })
        }
      >
        {isCopied
          ? 'Copied; your clipboard now holds a secret'
          : 'Copy the key'}
      </Button>
    </Alert>
  );
}
