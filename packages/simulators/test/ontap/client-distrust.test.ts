import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OntapClient } from '@keyward/ontap-client';
import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from '../../src/index.ts';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { addServers, connectOntap, noSecrets } from './connect-ontap.ts';

const PATH = '/api/security/key-managers';

describe('the ONTAP client before a cluster that does not behave', () => {
  let estate: TestEstate;
  let client: OntapClient;
  let tamper:
    ((request: SimulatorRequest) => SimulatorAnswer | undefined) | undefined;
  const wrap = (simulator: Simulator): Simulator => ({
    ...simulator,
    handle: (request) => tamper?.(request) ?? simulator.handle(request),
  });

  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'], wrap });
    client = connectOntap(estate.entry('ontap-01'));
  });
  afterEach(() => {
    tamper = undefined;
  });
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const page = (href: string) => ({
    status: 200,
    body: { records: [{ uuid: 'a' }], _links: { next: { href } } },
  });
  const protocol = {
    name: 'UpstreamError',
    kind: 'protocol',
    delivery: 'answered',
  };

  it('does not follow a next page into another collection', async () => {
    tamper = () => page('/api/security/certificates?start.uuid=b');
    await expect(client.listKeyManagers()).rejects.toMatchObject(protocol);
  });

  it('does not follow a next page to another host', async () => {
    tamper = () =>
      page('https://attacker.example/api/security/key-managers?start.uuid=b');
    await expect(client.listKeyManagers()).rejects.toMatchObject(protocol);
  });

  it('gives up on a page that leads to itself', async () => {
    tamper = () => page(`${PATH}?start.uuid=a`);
    await expect(client.listKeyManagers()).rejects.toMatchObject(protocol);
  });

  it('gives up on a list without end', async () => {
    let count = 0;
    tamper = () => page(`${PATH}?start.uuid=${(count += 1)}`);
    await expect(client.listKeyManagers()).rejects.toMatchObject(protocol);
    expect(count).toBe(100);
  });

  it('refuses an answer of another shape without repeating it', async () => {
    tamper = () => ({
      status: 200,
      body: { records: [{ server: { canary: 'canary-shape' } }] },
    });
    const error: unknown = await client
      .listKeyServers(KEY_MANAGERS.finance)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject(protocol);
    expect(JSON.stringify(error) + String(error)).not.toContain('canary-shape');
  });

  it('keeps the status of a refusal without a body', async () => {
    tamper = () => ({ status: 500 });
    await expect(client.getCluster()).rejects.toMatchObject({
      kind: 'refused',
      facts: { httpStatus: 500, messages: [] },
    });
  });

  it('probes a cluster whose account may not see key managers as one without that capability', async () => {
    tamper = ({ path }) =>
      path === PATH
        ? { status: 403, body: { error: { code: '6', message: 'no' } } }
        : undefined;
    expect(await client.probe()).toMatchObject({
      version: '9.16.1',
      capabilities: [],
    });
  });

  it('sends nothing when the secret of a placeholder is missing', async () => {
    const requests = (await estate.control('ontap-01').requests()).length;
    const frozen = addServers(KEY_MANAGERS.finance, {
      server: 'a.example',
      password: { $secret: '/input/servers/0/password' },
    });
    await expect(client.sendFrozen(frozen, noSecrets)).rejects.toMatchObject({
      name: 'SecretPlaceholderError',
    });
    expect(await estate.control('ontap-01').requests()).toHaveLength(requests);
  });

  it('splits a long list of jobs into calls of a bounded length', async () => {
    const asked: string[][] = [];
    tamper = ({ query }) => {
      asked.push(query.get('uuid')?.split('|') ?? []);
      return {
        status: 200,
        body: { records: [{ uuid: 'job' }], num_records: 1 },
      };
    };
    const uuids = Array.from({ length: 250 }, (_each, index) => `job-${index}`);
    expect(await client.listJobs(uuids)).toHaveLength(3);
    expect(asked.flat()).toEqual(uuids);
  });
});
