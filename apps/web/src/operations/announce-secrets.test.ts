import { OPERATION_IDS, operationContract } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { announceSecrets } from './announce-secrets.ts';

describe('the input of a preview', () => {
  it('announces a secret in every row and leaves rows without one alone', () => {
    const input = {
      servers: [{ server: 'a', password: 'p-1' }, { server: 'b' }],
    };
    expect(announceSecrets(input, ['/servers/*/password'])).toEqual({
      servers: [{ server: 'a', password: { $secret: true } }, { server: 'b' }],
    });
  });

  it('leaves the input itself as it is', () => {
    const input = { keySource: { type: 'PAIR', privateKey: 'p-2' } };
    announceSecrets(input, ['/keySource/privateKey']);
    expect(input.keySource.privateKey).toBe('p-2');
  });

  it.each(OPERATION_IDS)('carries no value of a secret of %s', (id) => {
    const { secretPointers } = operationContract(id);
    const input = {
      keyDerivationKey: 'S3CRET',
      overflowToken: 'S3CRET',
      expandedAccessToken: 'S3CRET',
      keySource: { privateKey: 'S3CRET' },
      servers: [{ password: 'S3CRET' }, { password: 'S3CRET' }],
    };
    const announced = JSON.stringify(announceSecrets(input, secretPointers));
    const kept = (announced.match(/S3CRET/g) ?? []).length;
    const covered = secretPointers.reduce(
      (count, pointer) => count + (pointer.includes('*') ? 2 : 1),
      0,
    );
    expect(kept).toBe(6 - covered);
  });
});
