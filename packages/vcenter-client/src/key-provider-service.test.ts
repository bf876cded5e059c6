import { describe, expect, it } from 'vitest';

import { fromInfo, fromSummary } from './key-provider-service.ts';
import { kmsServiceInfo } from './wire/kms-services.ts';

const info = {
  address: { hostname: 'kms.example' },
  group: 'g',
  trust_authority_cluster: 'domain-c1',
};
const chain = { cert_chain: ['leaf', 'root'] };

describe('a key provider service on the wire', () => {
  it.each(['trusted_CA', 'trusted_ca'])(
    'is read with its certificates under %s',
    (name) => {
      const read = kmsServiceInfo.parse({ ...info, [name]: chain });
      expect(fromInfo('id', read).trustedCertificates).toEqual([
        'leaf',
        'root',
      ]);
    },
  );

  it('has port 443 when its address names none', () => {
    const summary = { service: 'id', ...info };
    expect(fromSummary(summary).address).toEqual({
      hostname: 'kms.example',
      port: 443,
    });
  });
});
