import { expect } from 'vitest';

import { createLocalAccount } from '../../src/people/accounts.ts';
import { type Person, signIn } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';
import { quick, type Scenario, slow } from './scenario.ts';
import type { CanaryStage, TargetName } from './stage.ts';
import { echoing, redirecting } from './watched-target.ts';

const anything = (): boolean => true;

function create(
  stage: CanaryStage,
  name: TargetName,
  password: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  const { behind, port, sha256 } = stage.target(name);
  return stage.admin.call('POST', '/api/connections', {
    name: `another ${name} ${String(Math.random())}`,
    kind: behind.kind,
    host: '127.0.0.1',
    port,
    trust: { mode: 'pin', sha256 },
    credential: { username: behind.username, password },
    ...(behind.esxAuth === undefined ? {} : { esxAuth: behind.esxAuth }),
    ...more,
  });
}

async function renew(
  stage: CanaryStage,
  name: TargetName,
  password: string,
): Promise<void> {
  const { behind } = stage.target(name);
  const id = stage.connectionId(name);
  const answer = await stage.admin.call('PATCH', `/api/connections/${id}`, {
    credential: { username: behind.username, password },
  });
  expect(answer.status).toBe(200);
}

const LOOKS_EACH = 4;
let looks = 0;
let looker: Person | null = null;

/** Tests the connection, by somebody who has not looked at targets too often. */
async function test(stage: CanaryStage, name: TargetName): Promise<Answer> {
  if (looker === null || looks % LOOKS_EACH === 0) {
    const username = `looker-${String(looks)}`;
    const password = stage.book.make('password of an account');
    await stage.db.transaction().execute((tx) =>
      createLocalAccount(tx, {
        username,
        displayName: username,
        password,
        roles: ['security_admin'],
      }),
    );
    looker = await signIn(stage, username, password);
  }
  looks += 1;
  return looker.call(
    'POST',
    `/api/connections/${stage.connectionId(name)}/test`,
    {},
  );
}

/** A new version of the connection forgets that signing in has failed, which the console does not try often. */
async function recovered(stage: CanaryStage, name: TargetName): Promise<void> {
  await renew(stage, name, stage.target(name).behind.password);
  await waitFor(
    `${name} to be reachable again`,
    async () => (await test(stage, name)).status === 200,
  );
}

export const CONNECTION_SCENARIOS: readonly Scenario[] = [
  quick('a new connection whose password is refused, echoed', async (stage) => {
    const wrong = stage.book.make('wrong password of a connection', 'ontap-01');
    expect((await create(stage, 'ontap-01', wrong)).status).toBe(201);
  }),
  quick('a new connection with another certificate', async (stage) => {
    // Its home is nowhere: nothing may be sent to a target that shows another certificate.
    const password = stage.book.make('password for an untrusted target');
    const trust = { mode: 'pin', sha256: '0'.repeat(64) };
    const answer = await create(stage, 'esx-01', password, { trust });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }),
  quick('a new connection that is refused before any look', async (stage) => {
    const password = () => stage.book.make('password of a refused connection');
    for (const more of [
      { host: '169.254.169.254' },
      { host: 'https://x' },
      { port: 0 },
      { unknown: password() },
      { description: [password()] },
    ]) {
      const answer = await create(stage, 'vc-ta', password(), more);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }),
  ...(['esx-01', 'ontap-01', 'vc-91', 'vc-ta'] as const).map((name) =>
    (name === 'vc-ta' ? quick : slow)(
      `a renewed password that is wrong, then right: ${name}`,
      async (stage) => {
        await renew(
          stage,
          name,
          stage.book.make('renewed password of a connection', name),
        );
        expect((await test(stage, name)).status).toBe(502);
        await renew(stage, name, stage.target(name).behind.password);
        await recovered(stage, name);
      },
    ),
  ),
  ...[401, 403, 404, 500].map((status) =>
    (status === 401 ? quick : slow)(
      `a target that answers ${String(status)} with the credential in it`,
      async (stage) => {
        for (const name of ['ontap-01', 'vc-ta'] as const) {
          // A new version of the connection signs in anew.
          await renew(stage, name, stage.target(name).behind.password);
          stage.target(name).once(echoing(status, anything));
          await test(stage, name);
          expect(stage.target(name).pending()).toBe(0);
          await recovered(stage, name);
        }
      },
    ),
  ),
  ...[302, 307, 308].map((status) =>
    (status === 307 ? quick : slow)(
      `a target that sends its sign-in elsewhere with ${String(status)}`,
      async (stage) => {
        for (const name of ['ontap-01', 'vc-ta'] as const) {
          await renew(stage, name, stage.target(name).behind.password);
          stage
            .target(name)
            .once(redirecting(status, stage.goal.port, anything));
          // Whoever looks first is sent away, the connection's own look or this one.
          await test(stage, name);
          expect(stage.target(name).pending()).toBe(0);
          await recovered(stage, name);
        }
      },
    ),
  ),
];
