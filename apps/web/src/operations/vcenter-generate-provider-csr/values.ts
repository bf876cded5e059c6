import { OPERATIONS, type Json } from '@keyward/contract';
import { say } from '@keyward/messages';

import { sameNamedField } from '../../form/field-path.ts';
import type { FormStart } from '../operation-view.ts';

export interface GenerateCsrValues {
  trustAuthorityCluster: string;
  provider: string;
}

const NAMES: Readonly<Record<string, string>> = {
  trustAuthorityCluster: say(
    'vcenter-generate-provider-csr.trust-authority-cluster',
  ),
  provider: say('vcenter-generate-provider-csr.key-provider'),
};

export const generateCsrShape = {
  operation: 'vcenter.generate-provider-csr',
  initial: (copied: Json | null, start: FormStart): GenerateCsrValues => {
    const read =
      OPERATIONS['vcenter.generate-provider-csr'].frozen.safeParse(copied);
    return read.success
      ? read.data
      : {
          trustAuthorityCluster: start.cluster ?? '',
          provider: start.provider ?? '',
        };
  },
  toInput: (values: GenerateCsrValues): Json => ({ ...values }),
  fieldOf: sameNamedField,
  nameOf: (path: string): string =>
    NAMES[path] ?? say('vcenter-generate-provider-csr.change'),
} as const;
