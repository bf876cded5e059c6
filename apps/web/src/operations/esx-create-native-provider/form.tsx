import { OPERATIONS } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { EstateStatus } from '../../estate/estate-status.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import { FormPart } from '../../form/form-part.tsx';
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
      <FormPart title={say('esx-create-native-provider.the-provider')}>
        <TextField
          control={form.control}
          name="provider"
          label={say('esx-create-native-provider.provider-name')}
          term={say('esx-create-native-provider.provider-name-term')}
          help={
            known.items.length === 0
              ? say(
                  'esx-create-native-provider.you-choose-it-it-must-be-unique',
                )
              : say(
                  'esx-create-native-provider.you-choose-it-and-these-are-known',
                  {
                    items: sayList(known.items.map((item) => item.name)),
                  },
                )
          }
          warning={
            taken
              ? say(
                  'esx-create-native-provider.keyward-knows-a-provider-of-this-name',
                )
              : undefined
          }
          isRequired
        />
        {known.state === 'failed' && (
          <EstateStatus
            estate={known}
            collection="native-providers"
            shown={1}
          />
        )}
      </FormPart>
      <FormPart title={say('esx-create-native-provider.its-key')}>
        <TextField
          control={form.control}
          name="keyId"
          label={say('esx-create-native-provider.key-id')}
          term={say('esx-create-native-provider.key-id-term')}
          help={say(
            'esx-create-native-provider.identifies-the-key-every-host-that-shall',
          )}
          warning={doubtAboutKeyId(keyId)}
          isMonospace
          isRequired
          action={
            <Button
              variant="control"
              aria-label={say('esx-create-native-provider.generate-for', {
                label: say('esx-create-native-provider.key-id'),
              })}
              onClick={() => {
                set('keyId', newKeyId());
              }}
            >
              {say('esx-create-native-provider.generate')}
            </Button>
          }
        />
        <SecretField
          control={form.control}
          name="keyDerivationKey"
          label={say('esx-create-native-provider.key-derivation-key')}
          term={say('esx-create-native-provider.key-derivation-key-term')}
          help={say(
            'esx-create-native-provider.32-random-bytes-as-base64-it-is',
          )}
          warning={doubtAboutKey(key)}
          isMonospace
          isRequired
          action={
            <Button
              variant="control"
              aria-label={say('esx-create-native-provider.generate-for', {
                label: say('esx-create-native-provider.key-derivation-key'),
              })}
              onClick={() => {
                const made = newKeyDerivationKey();
                setGenerated(made);
                set('keyDerivationKey', made);
              }}
            >
              {say('esx-create-native-provider.generate')}
            </Button>
          }
        />
        {generated !== '' && generated === key && (
          <KeepTheKey value={generated} />
        )}
      </FormPart>
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
      title={say('esx-create-native-provider.write-this-key-down-now-it-is')}
    >
      <p>
        {say(
          'esx-create-native-provider.whoever-restores-the-host-or-adds-another',
        )}
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
          ? say(
              'esx-create-native-provider.copied-your-clipboard-now-holds-a-secret',
            )
          : say('esx-create-native-provider.copy-the-key')}
      </Button>
    </Alert>
  );
}
