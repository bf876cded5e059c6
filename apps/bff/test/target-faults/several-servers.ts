import { normaliseKeyServer } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS, type SimulatorEntry } from '@keyward/simulators';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { request as sendRequest } from 'node:https';
import { z } from 'zod';

import type { Exchange, Misbehaviour } from '../hostile/evil-gateway.ts';
import type { Ended, GatewayStage, TargetOperation } from './gateway-stage.ts';

const MANAGER = ONTAP_KEY_MANAGERS.finance;
const SERVER_OF_FINANCE = 'kms-finance.corp.example:5696';
const JOBS = '/api/cluster/jobs';

const sentBody = z.union([
  z.object({ records: z.array(z.object({ server: z.string() })) }),
  z.object({ server: z.string() }).transform((one) => ({ records: [one] })),
]);
const addedServers = z.object({
  servers: z.array(z.object({ server: z.string() })),
});

/** One change that adds several key servers. */
export interface SeveralServers {
  /** As ONTAP spells them, in the order in which they are sent. */
  names: string[];
  operation: TargetOperation;
}

/** Asks for `count` servers that nobody else uses, at a key manager that has room for four. */
export function severalServers(count: number): SeveralServers {
  const servers = Array.from({ length: count }, () => ({
    server: `kms-${randomUUID()}.corp.example`,
  }));
  return {
    names: servers.map(({ server }) => normaliseKeyServer(server)),
    operation: {
      on: 'ontap-01',
      isMutation: ({ method, path }) =>
        method === 'POST' && path.endsWith('/key-servers'),
      scenario: {
        name: 'ontap.add-key-servers',
        on: 'ontap-01',
        async wish(stage) {
          const entry = stage.simulators.find(({ kind }) => kind === 'ontap');
          if (entry === undefined) throw new Error('There is no cluster.');
          await emptyManager(entry);
          return {
            request: {
              operation: 'ontap.add-key-servers',
              connectionId: stage.connectionId('ontap-01'),
              input: { keyManager: MANAGER, servers },
              reason: 'More key servers for finance',
            },
          };
        },
      },
    },
  };
}

async function emptyManager({
  host,
  port,
  certificatePem,
  username,
  password,
}: SimulatorEntry): Promise<void> {
  const call = sendRequest({
    host,
    port,
    ca: certificatePem,
    method: 'DELETE',
    path: `/api/security/key-managers/${MANAGER}/key-servers/${SERVER_OF_FINANCE}`,
    auth: `${username}:${password}`,
  });
  call.end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call.on('response', resolve).on('error', reject);
  });
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode !== 200) {
    throw new Error(`The server stays: ${String(answer.statusCode)}.`);
  }
}

/** Has the cluster add the first `count` servers of a request, and no more. */
async function addFirst(exchange: Exchange, count: number): Promise<void> {
  const { records } = sentBody.parse(JSON.parse(exchange.body));
  if (count === 0) return;
  const body = JSON.stringify({ records: records.slice(0, count) });
  const { status } = await exchange.ask({ body });
  if (status !== 201) throw new Error(`Not added: ${String(status)}.`);
}

/** The cluster adds the first `count` servers and answers with `answer`, every time. */
export function addsFirst(
  { operation }: SeveralServers,
  count: number,
  answer: (exchange: Exchange) => void,
): Misbehaviour {
  return {
    name: `adds ${String(count)} servers`,
    when: operation.isMutation,
    async answer(exchange) {
      await addFirst(exchange, count);
      answer(exchange);
    },
  };
}

export interface JobAtTarget extends Misbehaviour {
  uuid: string;
  /** How often it was asked for. */
  looks(): number;
}

/** The cluster makes a job of it, which adds the first `count` servers when it is looked at for the third time, and ends. */
export function runsAsJob(
  { operation }: SeveralServers,
  count: number,
  end: { state: string; code?: number; message?: string },
): JobAtTarget {
  const uuid = randomUUID();
  let started: Exchange | null = null;
  let looks = 0;
  const isLook = ({ path }: { path: string }): boolean =>
    path.startsWith(JOBS) && path.includes(uuid);
  return {
    name: 'makes a job of it',
    uuid,
    looks: () => looks,
    when: (request) => operation.isMutation(request) || isLook(request),
    async answer(exchange) {
      const say = (status: number, body: unknown): void =>
        exchange.say({
          status,
          headers: { 'content-type': 'application/json' },
          body,
        });
      if (operation.isMutation(exchange)) {
        started = exchange;
        say(202, { job: { uuid } });
        return;
      }
      looks += 1;
      if (looks === 3 && started !== null) await addFirst(started, count);
      const job =
        looks < 3 ? { uuid, state: 'running' } : { uuid, code: 0, ...end };
      const isSingle = exchange.path.startsWith(`${JOBS}/`);
      say(200, isSingle ? job : { records: [job], num_records: 1 });
    },
  };
}

/** The servers that the cluster really added, in order; one that was added twice stands there twice. */
export async function addedAt(stage: GatewayStage): Promise<string[]> {
  const effects = await stage.console.control('ontap-01').effects();
  return effects
    .filter(({ operation }) => operation === 'ontap.add-key-servers')
    .flatMap(({ detail }) => addedServers.parse(detail).servers)
    .map(({ server }) => server);
}

/** What is untrue in what a task says of a change of which only the first `count` servers are there; empty when nothing. */
export function untruthsIn(
  { task, sent }: Ended,
  { names }: SeveralServers,
  count: number,
  added: readonly string[],
): string[] {
  const wrong: string[] = [];
  const { state, explanation, verification } = task;
  const said = verification?.observed ?? [];
  if (added.join() !== names.slice(0, count).join()) {
    wrong.push(`added ${String(added.length)}`);
  }
  // What nobody finds at the target is sent once more; anything else never.
  if (sent > (count === 0 ? 2 : 1)) wrong.push(`sent ${String(sent)} times`);
  if (!['succeeded', 'failed', 'outcome_unknown'].includes(state)) {
    wrong.push(`not ended: ${state}`);
  }
  if (state === 'succeeded' && count < names.length) wrong.push('succeeded');
  if (count === 0 || state === 'succeeded') return wrong;
  for (const [index, name] of names.entries()) {
    const word = index < count ? 'configured' : 'missing';
    if (!said.includes(`${name} is ${word}.`)) {
      wrong.push(`does not say that ${name} is ${word}`);
    }
  }
  if (/nothing (was|has) changed/i.test(explanation?.sentence ?? '')) {
    wrong.push('says that nothing changed');
  }
  return wrong;
}
