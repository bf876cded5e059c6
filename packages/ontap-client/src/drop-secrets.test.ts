import { describe, expect, it } from 'vitest';

import { dropSecrets } from './drop-secrets.ts';

describe('dropSecrets', () => {
  it('removes passwords, passphrases and private keys at any depth and nothing else', () => {
    const answer = {
      num_records: 1,
      password: 'a',
      records: [
        {
          server: 'kms1:5696',
          password: { nested: 'b' },
          records: [{ password: 'c', username: 'u' }],
        },
      ],
      onboard: { enabled: true, passphrase: 'd', existing_passphrase: 'e' },
      private_key: 'f',
    };
    expect(dropSecrets(answer)).toEqual({
      num_records: 1,
      records: [{ server: 'kms1:5696', records: [{ username: 'u' }] }],
      onboard: { enabled: true },
    });
  });

  it.each([undefined, null, 'text', 7, true])('leaves %s as it is', (value) => {
    expect(dropSecrets(value)).toBe(value);
  });
});
