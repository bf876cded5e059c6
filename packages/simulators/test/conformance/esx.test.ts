import { createNativeProviderRequest } from '@keyward/esx-client';
import { Secret } from '@keyward/secrets';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectEsx } from '../esx/connect-esx.ts';
import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { failureOf } from '../vcenter/connect-vcenter.ts';
import { Conformance } from './conformance.ts';
import { createRecorder } from './record-exchanges.ts';
import { specFolder, WITH_SPECS } from './spec-folder.ts';

const POINTER = '/keyDerivationKey';

describe.skipIf(specFolder === null)(
  `the ESX client and simulator against the vendor's description ${WITH_SPECS}`,
  () => {
    const recorder = createRecorder();
    let estate: TestEstate;

    beforeAll(async () => {
      estate = await startTestEstate({
        only: ['esx-01'],
        wrap: (simulator) => recorder.wrap(simulator),
      });
    });
    afterAll(() => estate.stop());

    it('agree in all that is described', async () => {
      const client = connectEsx(estate.entry('esx-01'));
      const send = (name: string) =>
        client.sendFrozen(
          createNativeProviderRequest(name, randomUUID(), POINTER),
          new Map([[POINTER, new Secret(randomBytes(32).toString('base64'))]]),
        );
      await client.probe();
      await client.getNativeProvider('nkp-cluster');
      await client.getNativeProvider('trusted-kms');
      await send('nkp-new');
      for (const name of [
        'nkp-cluster',
        'fail-invalid-argument',
        'fail-unauthorized',
        'fail-500',
      ]) {
        await failureOf(send(name));
      }
      await failureOf(send('fail-unauthenticated'));
      await client.close();
      const conformance = new Conformance(specFolder ?? '', [
        'esx-kms-providers.json',
      ]);
      const { violations, uncovered, notExercised } = conformance.check(
        recorder.exchanges,
      );
      expect(violations).toEqual([]);
      // The stored page of the read has no table of errors.
      expect(uncovered).toEqual([
        'GET /api/esx/trusted-infrastructure/kms/providers/{provider}: status 404',
      ]);
      expect(notExercised).toEqual([]);
    });
  },
);
