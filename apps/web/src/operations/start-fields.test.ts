import { describe, expect, it } from 'vitest';

import { aPerson } from '../testing/identity-fixtures.ts';
import { startValues } from './console-update-roles/values.ts';
import { nativeProviderShape } from './esx-create-native-provider/values.ts';
import { keyServersShape } from './ontap-add-key-servers/values.ts';
import type { FormStart } from './operation-view.ts';
import { startFields } from './start-fields.ts';
import { clusterServiceShape } from './vcenter-configure-cluster-kms-service/values.ts';
import { generateCsrShape } from './vcenter-generate-provider-csr/values.ts';
import { clientCertificateShape } from './vcenter-update-provider-client-certificate/values.ts';

/** Everything that an address can say of a form, each with a text that every form takes. */
const PARAMETERS: Required<FormStart> = {
  person: aPerson().id,
  roles: '',
  active: 'false',
  reset: 'true',
  connection: 'c-1',
  cluster: 'domain-c1',
  provider: 'kmip-1',
  keySource: 'PAIR',
  service: 's-1',
  trustAuthorityCluster: 'domain-c2',
  keyManager: 'km-1',
  server: 'kms1',
  keyId: 'k-1',
};

const SHAPES = [
  clientCertificateShape,
  clusterServiceShape,
  generateCsrShape,
  keyServersShape,
  nativeProviderShape,
];

describe('the fields that a link fills in', () => {
  it.each(SHAPES)(
    'are those of $operation that it can, one by one',
    ({ operation, initial }) => {
      const empty = JSON.stringify(initial(null, {}));
      const filling = Object.entries(PARAMETERS)
        .map(([name, text]) => ({ [name]: text }))
        .map((start) => ({
          isNamed: startFields(operation, start).length === 1,
          fills: JSON.stringify(initial(null, start)) !== empty,
        }));
      expect(filling.filter(({ fills }) => fills)).not.toEqual([]);
      for (const { isNamed, fills } of filling) expect(isNamed).toBe(fills);
    },
  );

  it('are also the roles that it takes away', () => {
    const start = { person: aPerson().id, roles: '' };
    expect(startValues(aPerson(), start).roles).toEqual([]);
    expect(startFields('console.update-roles', start)).toEqual([
      'Person',
      'Roles',
    ]);
  });
});
