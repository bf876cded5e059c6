import {
  draftMembers,
  OPERATION_IDS,
  operationContract,
  type OperationId,
} from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { CHANGE_ID } from '../testing/change-fixtures.ts';
import { aPerson } from '../testing/identity-fixtures.ts';
import { aPolicy } from '../testing/policy-fixtures.ts';
import { copiedValues } from './console-update-connection/values.ts';
import { policyValues } from './console-update-policy/values.ts';
import { startValues } from './console-update-roles/values.ts';
import { nativeProviderShape } from './esx-create-native-provider/values.ts';
import {
  holdsSecret,
  keptValues,
  restoredValues,
  secretPaths,
} from './kept-values.ts';
import { EMPTY_ROW, keyServersShape } from './ontap-add-key-servers/values.ts';
import { clusterServiceShape } from './vcenter-configure-cluster-kms-service/values.ts';
import { generateCsrShape } from './vcenter-generate-provider-csr/values.ts';
import { expandedTokenShape } from './vcenter-register-expanded-token/values.ts';
import { clientCertificateShape } from './vcenter-update-provider-client-certificate/values.ts';

const SHAPES = [
  {
    shape: clientCertificateShape,
    values: { provider: 'kmip-1', privateKey: 'S3CRET' },
    kept: { provider: 'kmip-1' },
  },
  {
    shape: nativeProviderShape,
    values: { provider: 'np-1', keyId: 'k', keyDerivationKey: 'S3CRET' },
    kept: { provider: 'np-1', keyId: 'k' },
  },
  {
    shape: expandedTokenShape,
    values: { overflowToken: 'S3CRET', expandedAccessToken: 'S3CRET' },
    kept: {},
  },
  {
    shape: keyServersShape,
    values: {
      keyManager: 'km-1',
      servers: [
        { server: 'a', password: '' },
        { server: 'b', password: 'S3CRET' },
      ],
    },
    kept: { keyManager: 'km-1', servers: [{ server: 'a' }, { server: 'b' }] },
  },
];

/** A form's values with something in every field. */
const FORMS: Readonly<Record<OperationId, object | null>> = {
  'console.update-connection': copiedValues({
    connection: CHANGE_ID,
    host: 'vc.example.com',
    port: 443,
    trust: { mode: 'pin', sha256: 'a'.repeat(64) },
  }),
  'console.update-policy': {
    ...policyValues(aPolicy().document),
    targets: [{ connectionId: CHANGE_ID, operation: '', rule: {} }],
  },
  'console.update-roles': startValues(aPerson(), {}),
  'esx.create-native-provider': nativeProviderShape.initial(null, {}),
  'ontap.add-key-servers': keyServersShape.initial(null, {}),
  'vcenter.configure-cluster-kms-service': clusterServiceShape.initial(
    null,
    {},
  ),
  'vcenter.generate-provider-csr': generateCsrShape.initial(null, {}),
  'vcenter.register-expanded-token': expandedTokenShape.initial(),
  'vcenter.update-provider-client-certificate': clientCertificateShape.initial(
    null,
    {},
  ),
};

function namesIn(values: unknown): string[] {
  if (Array.isArray(values)) return values.flatMap(namesIn);
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, each]) => [
    name,
    ...namesIn(each),
  ]);
}

describe('what a draft keeps of a form', () => {
  it.each(OPERATION_IDS)(
    'has no name of %s that the console leaves out, but those of its secrets',
    (operation) => {
      const known = draftMembers(operation);
      const secrets = operationContract(operation).secretPointers.map(
        (pointer) => pointer.split('/').at(-1),
      );
      const names = namesIn(FORMS[operation]);
      expect(names).not.toEqual([]);
      expect(
        names.filter((name) => !known.has(name) && !secrets.includes(name)),
      ).toEqual([]);
      expect(secrets.filter((name) => known.has(name ?? ''))).toEqual([]);
    },
  );

  it.each(SHAPES)(
    'is everything of $shape.operation but its secrets',
    ({ shape, values, kept }) => {
      const { secretPointers } = operationContract(shape.operation);
      const paths = secretPaths(secretPointers, shape.fieldOf);
      expect(paths).toHaveLength(secretPointers.length);
      expect(keptValues(values, paths)).toEqual(kept);
      expect(holdsSecret(values, paths)).toBe(true);
      expect(holdsSecret(kept, paths)).toBe(false);
    },
  );

  it('is put back into the form, with rows and with the secrets empty', () => {
    const empty = { keyManager: '', servers: [EMPTY_ROW] };
    const kept = {
      keyManager: 'km-1',
      servers: [{ server: 'a', timeoutSeconds: '5' }, { server: 'b' }],
    };
    expect(restoredValues(empty, kept)).toEqual({
      keyManager: 'km-1',
      servers: [
        { ...EMPTY_ROW, server: 'a', timeoutSeconds: '5' },
        { ...EMPTY_ROW, server: 'b' },
      ],
    });
  });

  it('that another version kept changes nothing it does not fit', () => {
    const empty = { name: '', isOn: false, rows: ['x'] };
    expect(
      restoredValues(empty, { name: 7, isOn: 'yes', rows: 'z', gone: 1 }),
    ).toEqual(empty);
  });
});
