import {
  type FrozenInput,
  normaliseKeyServer,
  type Verification,
} from '@keyward/contract';
import type { OntapClient } from '@keyward/ontap-client';

import type { Effect } from '../operation-module.ts';

type Input = FrozenInput<'ontap.add-key-servers'>;
type Entry = Input['servers'][number];
type Found = Awaited<ReturnType<OntapClient['listKeyServers']>>[number];

/** A lost answer: all servers are there, none is, or some are; then each is named. */
export async function findEffect(
  client: OntapClient,
  input: Input,
): Promise<Effect> {
  const servers = await client.listKeyServers(input.keyManager);
  const { present, missing } = partsOf(input, servers);
  if (missing.length === 0) {
    return { found: 'applied', applied: { result: 'found by reading back' } };
  }
  if (present.length === 0) return { found: 'not_applied' };
  return {
    found: 'unknown',
    why: `Only ${howMany(present.length, input)} there; the target did a part of the change.`,
    seen: notAll(input, present, missing),
  };
}

/** Reads the change back, server by server. `before` are the servers that were there when it was planned. */
export async function verify(
  client: OntapClient,
  input: Input,
  before: readonly string[],
): Promise<Verification> {
  const servers = await client.listKeyServers(input.keyManager, {
    connectivity: true,
  });
  const { present, missing } = partsOf(input, servers);
  if (missing.length > 0) {
    return notAll(input, present, missing);
  }
  const proved: string[] = [];
  const notProved: string[] = [];
  for (const { entry, found } of present) {
    const wrong = contradictionIn(entry, found);
    if (wrong !== null) return { level: 'none', proved, notProved, ...wrong };
    const facts = factsOf(entry, found);
    proved.push(...facts.proved);
    notProved.push(...facts.notProved);
  }
  const gone = before.filter((each) => !namesOf(servers).has(each));
  return {
    level: notProved.length === 0 ? 'full' : 'partial',
    proved,
    notProved,
    observed: [
      ...present.map(({ found }) => connectivityOf(found)),
      ...(gone.length === 0
        ? []
        : [`No longer there since the plan: ${gone.join(', ')}.`]),
    ],
  };
}

interface Part {
  entry: Entry;
  found: Found;
}

function partsOf(
  input: Input,
  servers: readonly Found[],
): { present: Part[]; missing: Entry[] } {
  const present: Part[] = [];
  const missing: Entry[] = [];
  for (const entry of input.servers) {
    const name = normaliseKeyServer(entry.server);
    const found = servers.find(
      (each) => normaliseKeyServer(each.server) === name,
    );
    if (found === undefined) missing.push(entry);
    else present.push({ entry, found });
  }
  return { present, missing };
}

function namesOf(servers: readonly Found[]): Set<string> {
  return new Set(servers.map((each) => normaliseKeyServer(each.server)));
}

function sayNoneOf({ servers }: Input): string {
  return servers.length === 1
    ? 'The server of this change is not among the key servers.'
    : 'None of the servers of this change is among the key servers.';
}

function howMany(count: number, { servers }: Input): string {
  return `${String(count)} of ${String(servers.length)} servers of this change ${count === 1 ? 'is' : 'are'}`;
}

/** Everybody reads how many there are; which ones, those who read changes in full. */
function notAll(
  input: Input,
  present: readonly Part[],
  missing: readonly Entry[],
): Verification {
  return {
    level: 'none',
    proved: [],
    notProved: [],
    contradiction:
      present.length === 0
        ? sayNoneOf(input)
        : `Only ${howMany(present.length, input)} among the key servers.`,
    observed: [
      ...present.map(
        ({ entry }) => `${normaliseKeyServer(entry.server)} is configured.`,
      ),
      ...missing.map(
        ({ server }) => `${normaliseKeyServer(server)} is missing.`,
      ),
    ],
  };
}

/** Another timeout or user than asked for; null when none is seen. */
function contradictionIn(
  { server, timeoutSeconds, username }: Entry,
  found: Found,
): Required<Pick<Verification, 'contradiction' | 'observed'>> | null {
  const name = normaliseKeyServer(server);
  if (
    timeoutSeconds !== undefined &&
    found.timeout !== undefined &&
    found.timeout !== timeoutSeconds
  ) {
    return {
      contradiction:
        'A server of this change has another timeout than asked for.',
      observed: [
        `${name} has a timeout of ${String(found.timeout)} s instead of ${String(timeoutSeconds)} s.`,
      ],
    };
  }
  if (
    username !== undefined &&
    found.username !== undefined &&
    found.username !== username
  ) {
    return {
      contradiction:
        'A server of this change has another KMIP user than asked for.',
      observed: [`${name} has another KMIP user.`],
    };
  }
  return null;
}

function factsOf(
  { server, timeoutSeconds, username, password }: Entry,
  found: Found,
): Pick<Verification, 'proved' | 'notProved'> {
  const name = normaliseKeyServer(server);
  const proved = [`${name} is configured.`];
  const notProved: string[] = [];
  if (timeoutSeconds !== undefined) {
    (found.timeout === undefined ? notProved : proved).push(
      `The timeout of ${name}.`,
    );
  }
  if (username !== undefined) {
    (found.username === undefined ? notProved : proved).push(
      `The KMIP user of ${name}.`,
    );
  }
  if (password !== undefined) {
    notProved.push(`The KMIP password of ${name}: ONTAP never returns it.`);
  }
  return { proved, notProved };
}

function connectivityOf({ server, connectivity }: Found): string {
  const states =
    connectivity?.node_states?.map(
      (node) => `${node.node?.name ?? 'node'} ${node.state}`,
    ) ?? [];
  return `${normaliseKeyServer(server)}: ${states.length === 0 ? 'connectivity not reported' : states.join(', ')}.`;
}
