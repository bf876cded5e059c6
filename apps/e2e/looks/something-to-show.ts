import { people } from '@keyward/contract';
import type { AnyChange } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { expect } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';

import type { ConsoleApi, Wish } from '../people/console-api.ts';

/** Ids of what the pages show, the same things in the same order for every product. */
export interface Shown {
  waiting: string;
  done: string;
  doneTask: string;
  failed: string;
  failedTask: string;
  rejected: string;
  withdrawn: string;
  vcenter: string;
  trustAuthority: string;
  ontap: string;
  esx: string;
  newest: string;
  draft: string;
  helpdesk: string;
}

const KEY_ID = '0191d3c4-7a1e-7c0f-9d0e-0d4f7c2b1a02';

function keyServer(server: string, reason: string): Wish {
  return {
    operation: 'ontap.add-key-servers',
    on: 'ontap-01',
    input: { keyManager: ONTAP_KEY_MANAGERS.finance, servers: [{ server }] },
    reason,
    ticket: 'INC-20817',
  };
}

function nativeProvider(provider: string, reason: string): Wish {
  return {
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider,
      keyId: KEY_ID,
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason,
    ticket: 'CHG-4711',
  };
}

function areServersTried(change: AnyChange): boolean {
  return change.detail === 'full' && change.handshakes.state !== 'running';
}

/** A change, approved, once it has come to a state. */
async function approved(
  admin: ConsoleApi,
  reviewer: ConsoleApi,
  wish: Wish,
  state: string,
): Promise<{ id: string; task: string }> {
  const { id } = await admin.submitted(wish);
  // Key servers are tried as soon as a change is submitted; its history tells it before the approval.
  await expect
    .poll(async () => areServersTried(await admin.change(id)))
    .toBe(true);
  expect((await reviewer.approve(id)).status()).toBe(200);
  await expect
    .poll(async () => (await admin.change(id)).state, { timeout: 40_000 })
    .toBe(state);
  return { id, task: (await admin.change(id)).taskId ?? '' };
}

/** A task that runs for half a minute. @returns its id */
export async function makeSomethingRun(
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): Promise<string> {
  const wish = keyServer(
    'slow-300.keyward.test',
    'Fourth key server of finance',
  );
  return (await approved(admin, reviewer, wish, 'running')).task;
}

/** A change in every state that lasts, made in one order so that each has the same reference everywhere. */
export async function makeSomethingToShow(
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): Promise<Shown> {
  const ended = (wish: Wish, state: string) =>
    approved(admin, reviewer, wish, state);
  const done = await ended(
    nativeProvider(
      'nkp-prod-01',
      'Hosts of the new site encrypt by themselves',
    ),
    'succeeded',
  );
  const failed = await ended(
    keyServer('error-66060339.keyward.test', 'Third key server of finance'),
    'failed',
  );
  const rejected = await admin.submitted(
    nativeProvider('nkp-lab', 'The laboratory encrypts as well'),
  );
  await decided(reviewer, rejected, 'reject', {
    digest: rejected.digest,
    comment: 'The laboratory has no licence for it; ask again in March.',
  });
  const withdrawn = await admin.submitted(
    nativeProvider('nkp-typo', 'Written down wrongly'),
  );
  await decided(admin, withdrawn, 'withdraw', {});
  const waiting = await admin.submitted(
    nativeProvider('nkp-prod-02', 'The second host of the new site'),
  );
  const on = (name: string) => admin.connectionId(name);
  const everybody = people.parse(await (await admin.get('/api/people')).json());
  return {
    waiting: waiting.id,
    done: done.id,
    doneTask: done.task,
    failed: failed.id,
    failedTask: failed.task,
    rejected: rejected.id,
    withdrawn: withdrawn.id,
    vcenter: await on('vc-work'),
    trustAuthority: await on('vc-ta'),
    ontap: await on('ontap-01'),
    esx: await on('esx-01'),
    newest: await on('vc-91'),
    draft: await begun(admin),
    helpdesk:
      everybody.items.find(({ username }) => username === 'helpdesk')?.id ?? '',
  };
}

/** A change that somebody has begun to fill in. @returns its id */
async function begun(by: ConsoleApi): Promise<string> {
  const id = randomUUID();
  const answer = await by.put(`/api/drafts/${id}`, {
    operation: 'ontap.add-key-servers',
    connectionId: await by.connectionId('ontap-01'),
    values: { keyManager: ONTAP_KEY_MANAGERS.finance },
    reason: 'Fifth key server of finance',
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return id;
}

async function decided(
  by: ConsoleApi,
  { id }: { id: string },
  how: 'reject' | 'withdraw',
  body: unknown,
): Promise<void> {
  const answer = await by.post(`/api/changes/${id}/${how}`, body);
  expect(answer.status(), await answer.text()).toBe(200);
}
