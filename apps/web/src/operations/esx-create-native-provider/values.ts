import { OPERATIONS, type Json } from '@keyward/contract';
import { say } from '@keyward/messages';

import { sameNamedField } from '../../form/field-path.ts';
import type { FormStart } from '../operation-view.ts';

export interface NativeProviderValues {
  provider: string;
  keyId: string;
  keyDerivationKey: string;
}

const NAMES: Readonly<Record<string, string>> = {
  provider: say('esx-create-native-provider.provider-name'),
  keyId: say('esx-create-native-provider.key-id'),
  keyDerivationKey: say('esx-create-native-provider.key-derivation-key'),
};

export const nativeProviderShape = {
  operation: 'esx.create-native-provider',
  initial: (copied: Json | null, start: FormStart): NativeProviderValues => {
    const read =
      OPERATIONS['esx.create-native-provider'].frozen.safeParse(copied);
    return {
      provider: read.data?.provider ?? start.provider ?? '',
      keyId: read.data?.keyId ?? start.keyId ?? '',
      keyDerivationKey: '',
    };
  },
  toInput: (values: NativeProviderValues): Json => ({ ...values }),
  fieldOf: sameNamedField,
  nameOf: (path: string): string =>
    NAMES[path] ?? say('esx-create-native-provider.change'),
} as const;
