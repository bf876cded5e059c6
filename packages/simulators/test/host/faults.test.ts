import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError, type OntapClient } from '@keyward/ontap-client';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import type { ControlClient } from '../../src/index.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { addServers, connectOntap, noSecrets } from '../ontap/connect-ontap.ts';

describe('the faults of the control plane', () => {
  let estate: TestEstate;
  let control: ControlClient;
  let client: OntapClient;
  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'] });
    control = estate.control('ontap-01');
    client = connectOntap(estate.entry('ontap-01'), {
      limits: { headersMs: 1_500 },
    });
  });
  beforeEach(() => control.reset());
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const add = () =>
    client.sendFrozen(
      addServers(KEY_MANAGERS.finance, { server: 'kms9.corp.example' }),
      noSecrets,
    );
  const servers = () => client.listKeyServers(KEY_MANAGERS.finance);

  async function failure(attempt: Promise<unknown>): Promise<UpstreamError> {
    const error: unknown = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof UpstreamError)) {
      throw new Error('expected an UpstreamError', { cause: error });
    }
    return error;
  }

  it.each([
    ['hang', { kind: 'timeout', delivery: 'maybe_sent' }, 1],
    ['reset_before_work', { kind: 'unreachable', delivery: 'maybe_sent' }, 1],
    ['reset_before_answer', { kind: 'unreachable', delivery: 'maybe_sent' }, 2],
    ['garbage', { kind: 'protocol', delivery: 'answered' }, 1],
    ['html', { kind: 'protocol', delivery: 'answered' }, 1],
    ['status:503', { kind: 'refused', facts: { httpStatus: 503 } }, 1],
    [
      'unauthorized',
      { kind: 'unauthenticated', facts: { httpStatus: 401 } },
      1,
    ],
  ])(
    '%s makes the call fail as %o and leaves %i servers',
    async (fault, expected, count) => {
      await control.fault(fault);
      expect(await failure(add())).toMatchObject(expected);
      expect(await servers()).toHaveLength(count);
      expect(await control.effects()).toHaveLength(count - 1);
    },
  );

  it('lie answers success to the next change, not to a read, and changes nothing', async () => {
    await control.fault('lie');
    await servers();
    expect((await add()).status).toBe(201);
    expect(await servers()).toHaveLength(1);
    expect(await control.effects()).toEqual([]);
  });

  it('delay comes before the answer', async () => {
    await control.fault('delay:200');
    const before = performance.now();
    await servers();
    expect(performance.now() - before).toBeGreaterThanOrEqual(195);
  });

  it('waits for the method and path it was armed for, as often as it was told to', async () => {
    await control.fault('status:500', {
      times: 2,
      method: 'POST',
      path: '/key-servers',
    });
    await client.testSignIn();
    await servers();
    expect((await failure(add())).facts.httpStatus).toBe(500);
    expect((await failure(add())).facts.httpStatus).toBe(500);
    expect((await add()).status).toBe(201);
  });

  it('refuses a fault that it does not know', async () => {
    await expect(control.fault('set_fire')).rejects.toThrow('no such fault');
    await expect(control.fault('delay:soon')).rejects.toThrow('no such fault');
  });

  it('keeps the method, path and status of what came in', async () => {
    await control.fault('reset_before_work');
    await failure(add());
    await servers();
    const path = `/api/security/key-managers/${KEY_MANAGERS.finance}/key-servers`;
    expect(await control.requests()).toEqual([
      { method: 'POST', path, status: 0 },
      { method: 'GET', path, status: 200 },
    ]);
  });
});
