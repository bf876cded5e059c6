import { OPERATIONS, type Json } from '@keyward/contract';

import { sameNamedField } from '../../form/field-path.ts';

export interface NativeProviderValues {
  provider: string;
  keyId: string;
  keyDerivationKey: string;
}

const NAMES: Readonly<Record<string, string>> = {
  provider: 'Provider name',
  keyId: 'Key id',
  keyDerivationKey: 'Key derivation key',
};

export const nativeProviderShape = {
  operation: 'esx.create-native-provider',
  initial: (copied: Json | null): NativeProviderValues => {
    const read =
      OPERATIONS['esx.create-native-provider'].frozen.safeParse(copied);
    return {
      provider: read.data?.provider ?? '',
      keyId: read.data?.keyId ?? '',
      keyDerivationKey: '',
    };
  },
  toInput: (values: NativeProviderValues): Json => ({ ...values }),
  fieldOf: sameNamedField,
  nameOf: (path: string): string => NAMES[path] ?? 'Change',
} as const;
