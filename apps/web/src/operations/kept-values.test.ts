import { operationContract } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { nativeProviderShape } from './esx-create-native-provider/values.ts';
import {
  holdsSecret,
  keptValues,
  restoredValues,
  secretPaths,
} from './kept-values.ts';
import { EMPTY_ROW, keyServersShape } from './ontap-add-key-servers/values.ts';
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

describe('what a draft keeps of a form', () => {
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
