import {
  type Check,
  type FrozenInput,
  type FrozenRequest,
  type Json,
  MAX_PRIMARY_KEY_SERVERS,
  normaliseKeyServer,
  type Plan,
} from '@keyward/contract';
import { type OntapClient, UpstreamError } from '@keyward/ontap-client';
import { z } from 'zod';

import { refuseField } from '../../http/refusal.ts';
import { defineOperation } from '../define-operation.ts';
import type { KeyServersToTry } from '../key-servers-to-try.ts';
import { makeCheck } from '../make-check.ts';
import { findEffect, verify } from './read-back.ts';

type Input = FrozenInput<'ontap.add-key-servers'>;
type Entry = Input['servers'][number];

/** The key manager and its primaries, as far as the plan depends on them. */
const guard = z.object({
  keyManager: z.string(),
  scope: z.string(),
  svm: z.string().nullable(),
  kind: z.enum(['external', 'onboard']),
  servers: z.array(z.string()),
});
type Guard = z.infer<typeof guard>;

export const ontapAddKeyServers = defineOperation<
  'ontap.add-key-servers',
  Guard
>('ontap', {
  guard,
  // The vendor documents 201 for this call; a cluster that answers 202 with a job is followed all the same.
  followsUpstreamTask: true,
  // The vendor does not say that several servers are stored all or none.
  isOfParts: (input) => input.servers.length > 1,
  searchWords: (input) => [
    input.keyManager,
    ...input.servers.flatMap((each) => bothSpellings(each.server)),
  ],
  admit: (input) =>
    Promise.resolve(
      input.servers.some(
        (each) => each.password !== undefined && each.username === undefined,
      )
        ? [passwordWithoutUser()]
        : [],
    ),
  observe,
  keyServers,
  plan,
  async apply({ client, request, secrets }) {
    const { status, job } = await client.sendFrozen(request, secrets);
    const result = `HTTP ${String(status)}`;
    return job === undefined ? { result } : { result, upstreamTaskId: job };
  },
  findEffect: ({ client, input }) => findEffect(client, input),
  verify: ({ client, input }, observed) =>
    verify(client, input, observed.servers),
});

/** People look for a server with its port or without. */
function bothSpellings(server: string): string[] {
  const name = normaliseKeyServer(server);
  return [name, name.replace(/:[0-9]+$/, '')];
}

function passwordWithoutUser(): Check {
  return makeCheck({
    id: 'password-without-user',
    title: 'User name beside the password',
    severity: 'warning',
    passed: false,
    evidence:
      'A password is set for a server without a user name; ONTAP may refuse it.',
    field: '/servers',
  });
}

async function observe(
  client: OntapClient,
  input: Input,
): Promise<{ guard: Guard; checks: Check[] }> {
  const manager = await client
    .getKeyManager(input.keyManager)
    .catch((error: unknown) => {
      if (
        error instanceof UpstreamError &&
        (error.facts.httpStatus === 404 || error.facts.code === '4')
      ) {
        throw refuseField(
          '/input/keyManager',
          'not_found',
          'The cluster has no such key manager. Refresh the list and pick again.',
        );
      }
      throw error;
    });
  const servers =
    manager.external === undefined
      ? []
      : await client.listKeyServers(input.keyManager, { connectivity: true });
  const present = servers.map((each) => normaliseKeyServer(each.server)).sort();
  const observed: Guard = {
    keyManager: input.keyManager,
    scope: manager.scope ?? (manager.svm === undefined ? 'cluster' : 'svm'),
    svm: manager.svm?.name ?? null,
    kind: manager.external === undefined ? 'onboard' : 'external',
    servers: present,
  };
  const unreachable = servers
    .filter((each) =>
      each.connectivity?.node_states?.some(
        (node) => node.state === 'not_responding',
      ),
    )
    .map((each) => each.server);
  return { guard: observed, checks: checksOf(input, observed, unreachable) };
}

function checksOf(
  input: Input,
  observed: Guard,
  unreachable: string[],
): Check[] {
  const inUse = observed.servers.length;
  const total = inUse + input.servers.length;
  const duplicate = input.servers.findIndex((each) =>
    observed.servers.includes(normaliseKeyServer(each.server)),
  );
  return [
    makeCheck({
      id: 'external-key-manager',
      title: 'External key manager',
      severity: 'blocker',
      passed: observed.kind === 'external',
      evidence:
        observed.kind === 'external'
          ? 'The key manager uses external key servers.'
          : 'This is the onboard key manager; it has no key servers.',
      field: '/keyManager',
    }),
    makeCheck({
      id: 'four-primaries',
      title: 'At most four primary key servers',
      severity: 'blocker',
      passed: total <= MAX_PRIMARY_KEY_SERVERS,
      evidence: `${String(inUse)} of ${String(MAX_PRIMARY_KEY_SERVERS)} in use${inUse === 0 ? '' : `: ${observed.servers.join(', ')}`}. This change adds ${String(input.servers.length)}.`,
      field: '/servers',
    }),
    makeCheck({
      id: 'not-configured-yet',
      title: 'Not configured yet',
      severity: 'blocker',
      passed: duplicate === -1,
      evidence:
        duplicate === -1
          ? 'None of the servers is configured on this key manager.'
          : `${normaliseKeyServer(input.servers[duplicate]?.server ?? '')} is configured already.`,
      field:
        duplicate === -1 ? '/servers' : `/servers/${String(duplicate)}/server`,
    }),
    makeCheck({
      id: 'existing-servers-answer',
      title: 'Existing servers answer',
      severity: 'warning',
      passed: unreachable.length === 0,
      evidence:
        unreachable.length === 0
          ? 'No node reports an existing server as not responding.'
          : `Not responding from at least one node: ${unreachable.join(', ')}.`,
    }),
  ];
}

/** The new servers, judged by the authorities that the key manager trusts. The array's own key never leaves it. */
async function keyServers(
  client: OntapClient,
  input: Input,
): Promise<KeyServersToTry> {
  const manager = await client.getKeyManager(input.keyManager);
  const authorities = manager.external?.server_ca_certificates ?? [];
  const trusted = await client.readPublicCertificates(
    authorities.flatMap(({ uuid }) => uuid ?? []),
  );
  return {
    servers: input.servers.map((each, index) => ({
      server: normaliseKeyServer(each.server),
      field: `/servers/${String(index)}/server`,
    })),
    trusted: trusted.map(({ pem }) => pem),
    client: null,
  };
}

function plan(input: Input, observed: Guard): Plan {
  const added = input.servers.map((each) => normaliseKeyServer(each.server));
  const name =
    observed.svm === null
      ? 'the cluster’s key manager'
      : `the key manager of ${observed.svm}`;
  const after = {
    ...observed,
    servers: [...new Set([...observed.servers, ...added])].sort(),
    entries: input.servers.map(describeEntry),
  };
  return {
    before: observed,
    after,
    sentences: [
      `${added.length === 1 ? 'Key server' : 'Key servers'} ${added.join(', ')} will be added to ${name}.`,
      ...input.servers.map(
        (each) =>
          `${normaliseKeyServer(each.server)}: ${timeoutInWords(each.timeoutSeconds)}${each.username === undefined ? '' : `, KMIP user ${each.username}`}${each.password === undefined ? '' : ', with a password'}.`,
      ),
      `${name[0]?.toUpperCase() ?? ''}${name.slice(1)} will then have ${String(after.servers.length)} of ${String(MAX_PRIMARY_KEY_SERVERS)} primary key servers.`,
    ],
    differences: [
      {
        label: 'Primary key servers',
        before: observed.servers.join('\n') || null,
        after: after.servers.join('\n'),
      },
      ...input.servers.map((each) => ({
        label: `Timeout of ${normaliseKeyServer(each.server)}`,
        before: null,
        after: timeoutInWords(each.timeoutSeconds),
      })),
    ],
    request: requestOf(input),
  };
}

function describeEntry(entry: Entry): Json {
  return {
    server: normaliseKeyServer(entry.server),
    timeoutSeconds: entry.timeoutSeconds ?? null,
    username: entry.username ?? null,
    hasPassword: entry.password !== undefined,
  };
}

function timeoutInWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'ONTAP’s default timeout';
  if (seconds === -1) return 'waits for ever';
  if (seconds === 0) return 'does not wait';
  return `waits ${String(seconds)} s`;
}

/** One server goes out as itself, several as `records`; never both (vendor rule of POST key-servers). */
function requestOf(input: Input): FrozenRequest {
  const [first, ...more] = input.servers.map(wireEntry);
  return {
    method: 'POST',
    path: `/api/security/key-managers/${encodeURIComponent(input.keyManager)}/key-servers`,
    body:
      more.length === 0 && first !== undefined
        ? first
        : { records: input.servers.map(wireEntry) },
  };
}

function wireEntry(entry: Entry): Record<string, Json> {
  return {
    server: normaliseKeyServer(entry.server),
    ...(entry.timeoutSeconds === undefined
      ? {}
      : { timeout: entry.timeoutSeconds }),
    ...(entry.username === undefined ? {} : { username: entry.username }),
    ...(entry.password === undefined ? {} : { password: entry.password }),
  };
}
