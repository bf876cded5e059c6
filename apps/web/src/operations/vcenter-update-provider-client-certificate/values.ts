import { OPERATIONS, type Json, type SecretDelivery } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { FormStart } from '../operation-view.ts';

export interface ClientCertificateValues {
  trustAuthorityCluster: string;
  provider: string;
  /** With `GENERATE` nothing is submitted here: the CSR is made by a change of its own first. */
  keySource: 'GENERATE' | 'CSR' | 'PAIR';
  certificate: string;
  /** Whether the key is sealed with the change or supplied after its approval. */
  keyDelivery: SecretDelivery;
  privateKey: string;
}

const EMPTY: ClientCertificateValues = {
  trustAuthorityCluster: '',
  provider: '',
  keySource: 'CSR',
  certificate: '',
  keyDelivery: 'sealed',
  privateKey: '',
};

const FIELDS: Readonly<Record<string, keyof ClientCertificateValues>> = {
  '/trustAuthorityCluster': 'trustAuthorityCluster',
  '/provider': 'provider',
  '/certificate': 'certificate',
  '/keySource': 'keySource',
  '/keySource/type': 'keySource',
  '/keySource/privateKey': 'privateKey',
};

/** The same where the policy lets no key be kept: what was typed before it was known is not sent either. */
function lateOnly(values: ClientCertificateValues): ClientCertificateValues {
  return { ...values, keyDelivery: 'late', privateKey: '' };
}

const NAMES: Readonly<Record<string, string>> = {
  trustAuthorityCluster: say(
    'vcenter-update-provider-client-certificate.trust-authority-cluster',
  ),
  provider: say('vcenter-update-provider-client-certificate.key-provider'),
  keySource: say('vcenter-update-provider-client-certificate.where-the-key-is'),
  certificate: say('vcenter-update-provider-client-certificate.certificate'),
  privateKey: say(
    'vcenter-update-provider-client-certificate.private-key-field',
  ),
};

export const clientCertificateShape = {
  operation: 'vcenter.update-provider-client-certificate',
  initial: (
    copied: Json | null,
    start: FormStart,
    copiedDelivery: SecretDelivery = EMPTY.keyDelivery,
  ): ClientCertificateValues => {
    const read =
      OPERATIONS['vcenter.update-provider-client-certificate'].frozen.safeParse(
        copied,
      );
    if (!read.success) {
      return {
        ...EMPTY,
        trustAuthorityCluster: start.cluster ?? '',
        provider: start.provider ?? '',
        keySource: start.keySource === 'PAIR' ? 'PAIR' : EMPTY.keySource,
      };
    }
    const { trustAuthorityCluster, provider, certificate, keySource } =
      read.data;
    return {
      trustAuthorityCluster,
      provider,
      certificate,
      keySource: keySource.type,
      keyDelivery: copiedDelivery,
      privateKey: '',
    };
  },
  toInput: (values: ClientCertificateValues): Json => ({
    trustAuthorityCluster: values.trustAuthorityCluster,
    provider: values.provider,
    certificate: values.certificate,
    keySource:
      values.keySource === 'PAIR' && values.keyDelivery === 'sealed'
        ? { type: 'PAIR', privateKey: values.privateKey }
        : { type: values.keySource },
  }),
  deliveryOf: (values: ClientCertificateValues): SecretDelivery =>
    values.keySource === 'PAIR' ? values.keyDelivery : 'sealed',
  fieldOf: (pointer: string): string | null => FIELDS[pointer] ?? null,
  nameOf: (path: string): string =>
    NAMES[path] ?? say('vcenter-update-provider-client-certificate.change'),
} as const;

/** The form under a policy that lets no private key be kept. */
export const lateOnlyShape = {
  ...clientCertificateShape,
  toInput: (values: ClientCertificateValues): Json =>
    clientCertificateShape.toInput(lateOnly(values)),
  deliveryOf: (values: ClientCertificateValues): SecretDelivery =>
    clientCertificateShape.deliveryOf(lateOnly(values)),
} as const;
