import type { ChangeDetail, OperationId } from '@keyward/contract';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ruleInForce } from '../../src/policy/policy-in-force.ts';
import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  carryOut,
  newPolicy,
  policyWith,
  readPolicy,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let reviewer2: Person;
let helpdesk: Person;

const OPERATION = 'esx.create-native-provider';

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

async function setRule(rule: Parameters<typeof policyWith>[2]): Promise<void> {
  await carryOut(
    { requester: admin, approver: reviewer },
    newPolicy(await policyWith(admin, OPERATION, rule)),
  );
}

describe('the policy in force', () => {
  it('is read by whoever reads changes, and by nobody else', async () => {
    const { version, document, setUp } = await readPolicy(reviewer);
    expect(version).toBeGreaterThan(0);
    expect(document.risk.high.approvals).toBe(1);
    expect(setUp).toBe(false);
    const refused = await helpdesk.call('GET', '/api/policy');
    expect(problemOf(refused).code).toBe('forbidden');
  });
});

describe('changing the policy', () => {
  it('is a change of the console: seen rule by rule, approved by another, stored once, read back', async () => {
    const before = await readPolicy(admin);
    const wanted = await policyWith(admin, OPERATION, { approvals: 2 });
    const change = await submit(admin, newPolicy(wanted));
    expect(change.target).toEqual({ type: 'console' });
    expect(change.state).toBe('pending');
    expect(change.plan.differences).toEqual([
      expect.objectContaining({
        before: 'No rule of its own',
        after:
          '2 approvals by reviewers, decided within 7 days, starts as soon as approved, lives at most 7 days',
      }),
    ]);
    expect((await readPolicy(admin)).version).toBe(before.version);

    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(task.steps.map((each) => [each.key, each.title])).toEqual([
      ['check', 'Check that nothing has moved'],
      ['apply', 'Store the change'],
      ['verify', 'Read the result back'],
    ]);
    expect(task.verification?.level).toBe('full');
    const after = await readPolicy(admin);
    expect(after.version).toBe(before.version + 1);
    expect(after.changeId).toBe(change.id);
    expect(after.document).toEqual(wanted);
    const rows = await console.db
      .selectFrom('audit')
      .select('code')
      .where('object', '=', change.id)
      .execute();
    expect(rows.map((row) => row.code)).toContain('policy.changed');
    await setRule({ approvals: 1 });
  });

  it('is decided under the policy it replaces, and leaves waiting changes under theirs', async () => {
    const waiting = await submit(admin, newProvider(console));
    const easier = await submit(
      admin,
      newPolicy(
        await policyWith(admin, 'console.update-policy', { approvals: 2 }),
      ),
    );
    expect(easier.approvals.need).toBe(1);
    await endOf(admin, await approve(reviewer, easier));
    expect(waiting.policy.approvals).toBe(1);
    expect((await look(admin, waiting.id)).policy).toEqual(waiting.policy);

    // Making it easy again is decided under the harder policy: one approval does not do it.
    const back = await submit(
      admin,
      newPolicy(
        await policyWith(admin, 'console.update-policy', { approvals: 1 }),
      ),
    );
    expect(back.approvals.need).toBe(2);
    expect((await approve(reviewer, back)).state).toBe('pending');
    const [again] = [await decide(reviewer, 'approve', back)];
    expect(problemOf(again).code).toBe('already_decided');
    expect((await endOf(admin, await approve(reviewer2, back))).state).toBe(
      'succeeded',
    );
  });

  it('never asks nobody: no approvals are refused at the field', async () => {
    const { document } = await readPolicy(admin);
    for (const [policy, field] of [
      [
        await policyWith(admin, OPERATION, { approvals: 0 }),
        `/input/policy/operations/${OPERATION}/approvals`,
      ],
      [
        {
          ...document,
          risk: {
            ...document.risk,
            high: { ...document.risk.high, approvals: 0 },
          },
        },
        '/input/policy/risk/high/approvals',
      ],
    ] as const) {
      expect(refusalOf(await trySubmit(admin, newPolicy(policy)))).toEqual({
        code: 'validation_failed',
        fields: [field],
      });
    }
  });

  it.each([
    [
      'a quorum that nobody could reach',
      { approvals: 5 },
      `/input/policy/operations/${OPERATION}/approvals`,
    ],
    [
      'a cool-off that outlives the change',
      { coolOffMinutes: 120, maxExpiryHours: 2 },
      `/input/policy/operations/${OPERATION}/coolOffMinutes`,
    ],
  ])('is refused for %s', async (_what, rule, field) => {
    const request = newPolicy(await policyWith(admin, OPERATION, rule));
    expect(refusalOf(await trySubmit(admin, request))).toEqual({
      code: 'preflight_failed',
      fields: [field],
    });
  });

  it('is refused for a rule about a connection that is not there, and for the policy there is', async () => {
    const { document } = await readPolicy(admin);
    const unknown = newPolicy({
      ...document,
      targets: [
        {
          connectionId: '01890000-0000-7000-8000-000000000000',
          operation: null,
          rule: document.risk.high,
        },
      ],
    });
    expect(refusalOf(await trySubmit(admin, unknown)).fields).toEqual([
      '/input/policy/targets/0/connectionId',
    ]);
    expect(
      refusalOf(await trySubmit(admin, newPolicy(document))).fields,
    ).toEqual(['/input/policy']);
  });

  it('warns where the new policy asks for less', async () => {
    await setRule({ approvals: 2, coolOffMinutes: 10 });
    const weaker = await submit(
      admin,
      newPolicy(
        await policyWith(admin, OPERATION, { approvals: 1, coolOffMinutes: 0 }),
      ),
    );
    const warning = weaker.checks.find((each) => each.id === 'not-weaker');
    expect(warning).toMatchObject({ severity: 'warning', passed: false });
    expect(warning?.evidence).toContain('fewer approvals');
    expect(warning?.evidence).toContain('a shorter cool-off');
    await endOf(admin, await approve(reviewer, weaker));
  });

  it('makes another change of the policy stale that was planned on the version before', async () => {
    const first = await submit(
      admin,
      newPolicy(await policyWith(admin, OPERATION, { windowHours: 24 })),
    );
    const second = await submit(
      lead,
      newPolicy(await policyWith(admin, OPERATION, { windowHours: 48 })),
    );
    await endOf(admin, await approve(reviewer, first));
    const task = await endOf(lead, await approve(reviewer, second));
    expect(task.failureKind).toBe('stale');
    expect((await look(lead, second.id)).state).toBe('stale');
    const { document } = await readPolicy(admin);
    expect(document.operations[OPERATION]?.windowHours).toBe(24);
    await setRule({ windowHours: 168 });
  });

  it('counts the most specific rule: connection and operation, connection, operation', async () => {
    const { document } = await readPolicy(admin);
    const connectionId = console.connectionId('esx-01');
    const rule = { ...document.risk.high, approvals: 2 };
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({
        ...document,
        targets: [{ connectionId, operation: null, rule }],
      }),
    );
    const change = await submit(admin, newProvider(console));
    expect(change.policy.approvals).toBe(2);
    const { document: after } = await readPolicy(admin);
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({
        ...after,
        targets: [
          ...after.targets,
          {
            connectionId,
            operation: OPERATION,
            rule: { ...rule, approvals: 1 },
          },
        ],
      }),
    );
    const specific = await submit(admin, newProvider(console));
    expect(specific.policy.approvals).toBe(1);
    expect((await look(admin, change.id)).policy.approvals).toBe(2);
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({ ...after, targets: [] }),
    );
  });

  it('counts for every connection to the same address, and for one that is gone', async () => {
    const { document } = await readPolicy(admin);
    const connectionId = console.connectionId('esx-01');
    const rule = (approvals: number) => ({ ...document.risk.high, approvals });
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({
        ...document,
        targets: [
          { connectionId, operation: null, rule: rule(3) },
          { connectionId, operation: OPERATION, rule: rule(2) },
        ],
      }),
    );
    const twin = '01890000-0000-7000-8000-0000000000aa';
    const elsewhere = '01890000-0000-7000-8000-0000000000bb';
    await copyConnection(connectionId, twin, sql`upper(host)`, sql`port`);
    await copyConnection(connectionId, elsewhere, sql`host`, sql`port + 1`);
    const needed = async (id: string, operation: OperationId = OPERATION) =>
      (await ruleInForce(console.db, operation, id)).approvals;
    expect(await needed(twin)).toBe(2);
    expect(await needed(twin, 'console.update-connection')).toBe(3);
    expect(await needed(elsewhere)).toBe(1);

    const setDeleted = (at: Date | null) =>
      console.db
        .updateTable('connection')
        .set({ deleted_at: at })
        .where('id', '=', connectionId)
        .execute();
    await setDeleted(new Date());
    expect(await needed(twin)).toBe(2);
    await setDeleted(null);

    // A rule of its own goes before those of others at the address; of theirs the strictest counts.
    const third = '01890000-0000-7000-8000-0000000000cc';
    await copyConnection(connectionId, third, sql`host`, sql`port`);
    const { document: now } = await readPolicy(admin);
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({
        ...now,
        targets: [
          { connectionId: twin, operation: OPERATION, rule: rule(1) },
          ...now.targets,
        ],
      }),
    );
    expect(await needed(twin)).toBe(1);
    expect(await needed(third)).toBe(2);

    // What a rule names stays until the rule is gone.
    const remove = () => admin.call('DELETE', `/api/connections/${twin}`);
    expect(problemOf(await remove())).toMatchObject({
      code: 'in_use',
      detail: 'The policy has a rule for this connection.',
    });
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({ ...now, targets: [] }),
    );
    expect((await remove()).status).toBe(204);
    await console.db
      .deleteFrom('connection')
      .where('id', 'in', [twin, elsewhere, third])
      .execute();
  });

  it('limits how long a change may live', async () => {
    await setRule({ maxExpiryHours: 12, coolOffMinutes: 120 });
    const tooLong = { ...newProvider(console), expiresInHours: 13 };
    expect(refusalOf(await trySubmit(admin, tooLong))).toEqual({
      code: 'validation_failed',
      fields: ['/expiresInHours'],
    });
    const tooShort = { ...newProvider(console), expiresInHours: 2 };
    expect(refusalOf(await trySubmit(admin, tooShort)).fields).toEqual([
      '/expiresInHours',
    ]);
    const right = readChange(
      await trySubmit(admin, { ...newProvider(console), expiresInHours: 12 }),
    );
    expect(right.policy).toMatchObject({
      maxExpiryHours: 12,
      coolOffMinutes: 120,
    });
    const unsaid = readChange(await trySubmit(admin, newProvider(console)));
    expect(hoursOf(unsaid)).toBe(12);
    await setRule({ maxExpiryHours: 168, coolOffMinutes: 0 });
    const usual = readChange(await trySubmit(admin, newProvider(console)));
    expect(hoursOf(usual)).toBe(24);
  });

  it('is not for reviewers to submit, nor without naming nothing but the console', async () => {
    const wanted = newPolicy(
      await policyWith(admin, OPERATION, { approvals: 2 }),
    );
    expect(problemOf(await trySubmit(reviewer, wanted)).code).toBe('forbidden');
    const withTarget = {
      ...wanted,
      connectionId: console.connectionId('esx-01'),
    };
    expect(refusalOf(await trySubmit(admin, withTarget)).fields).toEqual([
      '/connectionId',
    ]);
  });
});

/** A second connection, as one admin can add it: the rule must not depend on which of them a change names. */
async function copyConnection(
  from: string,
  id: string,
  host: RawBuilder<unknown>,
  port: RawBuilder<unknown>,
): Promise<void> {
  await sql`insert into connection
      (id, name, kind, host, port, trust, username, credential, credential_set_at)
    select ${id}, ${`copy-${id}`}, kind, ${host}, ${port}, trust, username, credential, now()
    from connection where id = ${from}`.execute(console.db);
}

function hoursOf({ createdAt, expiresAt }: ChangeDetail): number {
  return (Date.parse(expiresAt) - Date.parse(createdAt)) / 3_600_000;
}
