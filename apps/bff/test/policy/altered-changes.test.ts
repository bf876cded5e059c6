import type { ChangeDetail } from '@keyward/contract';
import { jsonb } from '@keyward/database';
import { isFullScale } from '@keyward/database/test-figures';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  carryOut,
  coolDown,
  newPolicy,
  policyWith,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'esx-02'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  // The cool-off holds approved changes still while their rows are altered.
  await carryOut(
    { requester: admin, approver: reviewer },
    newPolicy(
      await policyWith(admin, 'esx.create-native-provider', {
        coolOffMinutes: 30,
      }),
    ),
  );
});
afterAll(() => console.stop());

/** An approval meets every field; a quick look lets the task meet every third: both ask the same function. */
const EACH_NTH = 3;
/** Each field costs a change of its own. */
const LIMIT_MS = 180_000;

/** Columns that hold what an approval covers, as documents whose every leaf is altered in turn. */
const DOCUMENTS = [
  'frozen_target',
  'input',
  'secrets',
  'guard',
  'policy',
] as const;
/** Members of the plan that the digest covers; the rest of it says the same in words. */
const PLAN_MEMBERS = ['request', 'after'] as const;

/** Single values that an approval covers, with what somebody might write there. */
const VALUES: Record<string, (change: ChangeDetail) => unknown> = {
  id: () => null,
  operation: () => 'ontap.add-key-servers',
  connection_id: () => console.connectionId('esx-02'),
  reason: () => 'Another reason',
  ticket: () => 'INC-1',
  requester_id: () => lead.id,
  nonce: () => '0'.repeat(64),
  digest: () => 'f'.repeat(64),
  expires_at: () => new Date(Date.now() + 9e8),
};

/** Where a change stands and how it is shown and found: moves without anybody approving it again. */
const NOT_COVERED = [
  'number',
  'target_type',
  'plan',
  'checks',
  'guard_observed_at',
  'state',
  'waiting_for',
  'moved',
  'search',
  'created_at',
  'decide_by',
  'claimable_at',
  'secrets_supplied_at',
  'ended_at',
  'set_aside_at',
  'v',
];

type Alteration = [
  what: string,
  alter: (change: ChangeDetail) => Promise<unknown>,
];

function set(id: string, column: string, value: unknown): Promise<unknown> {
  return sql`update change set ${sql.ref(column)} = ${value} where id = ${id}`.execute(
    console.db,
  );
}

/** Paths of every leaf of a document. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value);
  if (members.length === 0) return [path];
  return members.flatMap(([key, each]) => leaves(each, [...path, key]));
}

function altered(value: unknown): unknown {
  if (typeof value === 'string') {
    // Words of a closed set stay words of it, so that it is the digest that tells.
    const twin = TWINS[value];
    if (twin !== undefined) return twin;
    return /^[0-9a-f]+$/.test(value)
      ? value.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      : `${value}x`;
  }
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return 'x';
}

const TWINS: Readonly<Record<string, string>> = {
  esx: 'vcenter',
  reviewer: 'security_admin',
  POST: 'PUT',
};

/** Words that only one thing may stand for: without them a row cannot be read at all. */
const UNREADABLE = new Set(['type', 'mode', 'delivery', 'connectionId']);

async function alterationsOf(change: ChangeDetail): Promise<Alteration[]> {
  const row = await console.db
    .selectFrom('change')
    .selectAll()
    .where('id', '=', change.id)
    .executeTakeFirstOrThrow();
  const plan = row.plan as Record<string, unknown>;
  const documents: [string, string[], unknown][] = [
    ...DOCUMENTS.map((each): [string, string[], unknown] => [
      each,
      [],
      row[each],
    ]),
    ...PLAN_MEMBERS.map((each): [string, string[], unknown] => [
      'plan',
      [each],
      plan[each],
    ]),
  ];
  return [
    ...Object.entries(VALUES)
      .filter(([column]) => column !== 'id')
      .map(([column, value]): Alteration => [
        column,
        (each) => set(each.id, column, value(each)),
      ]),
    ...documents.flatMap(([column, prefix, document]) =>
      leaves(document)
        .filter((path) => !UNREADABLE.has(path.at(-1) ?? ''))
        .map((path): Alteration => {
          const full = [...prefix, ...path];
          return [
            `${column}.${full.join('.')}`,
            (each) => alterLeaf(each.id, column, full),
          ];
        }),
    ),
  ];
}

async function alterLeaf(
  id: string,
  column: string,
  path: string[],
): Promise<void> {
  const { rows } = await sql<{
    now: unknown;
  }>`select ${sql.ref(column)} #> ${path}::text[] as now from change where id = ${id}`.execute(
    console.db,
  );
  const next = altered(rows[0]?.now);
  await sql`update change set ${sql.ref(column)} = jsonb_set(${sql.ref(column)}, ${path}::text[], ${jsonb(next)})
    where id = ${id}`.execute(console.db);
}

describe('a change that waits', () => {
  it('has no column of which it is not said whether an approval covers it', async () => {
    const { rows } = await sql<{ column_name: string }>`
      select column_name from information_schema.columns where table_name = 'change'`.execute(
      console.db,
    );
    expect(rows.map((row) => row.column_name).sort()).toEqual(
      [...DOCUMENTS, ...Object.keys(VALUES), ...NOT_COVERED].sort(),
    );
  });

  it(
    'is not approved once any covered field was altered, whichever',
    async () => {
      const all = await alterationsOf(
        await submit(admin, newProvider(console)),
      );
      expect(all.length).toBeGreaterThan(30);
      for (const [what, alter] of all) {
        const change = await submit(admin, newProvider(console));
        await alter(change);
        const answer = await decide(reviewer, 'approve', change);
        expect([what, problemOf(answer).code]).toEqual([
          what,
          expect.stringMatching(
            // Who alters the roles that approve has taken the approver’s own away.
            what.startsWith('policy.approverRoles')
              ? /^forbidden$/
              : /^(digest_mismatch|change_stale)$/,
          ) as string,
        ]);
      }
      expect(await console.control('esx-01').effects()).toEqual([]);
      expect(await console.control('esx-02').effects()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'is not sent once any covered field was altered after its approval, whichever',
    async () => {
      const all = (
        await alterationsOf(await submit(admin, newProvider(console)))
      ).filter((_, index) => isFullScale || index % EACH_NTH === 0);
      const held: { what: string; change: ChangeDetail }[] = [];
      for (const [what, alter] of all) {
        const change = await approve(
          reviewer,
          await submit(admin, newProvider(console)),
        );
        await alter(change);
        held.push({ what, change });
      }
      // Not to be altered, and let go with the others: the cool-off alone keeps nothing from running.
      const intact = await approve(
        reviewer,
        await submit(admin, newProvider(console)),
      );
      // An expiry that was moved is put back in time by nobody; the sweep starts it all the same.
      for (const { change } of [...held, { change: intact }]) {
        await coolDown(console, change.id);
      }
      for (const { what, change } of held) {
        const taskId = await waitFor(`the task of ${what}`, async () => {
          const row = await console.db
            .selectFrom('task')
            .select(['id', 'state', 'failure_kind'])
            .where('change_id', '=', change.id)
            .executeTakeFirst();
          return row?.state === 'failed' && row;
        });
        expect([what, taskId.failure_kind]).toEqual([
          what,
          expect.stringMatching(/^(integrity|stale)$/) as string,
        ]);
      }
      const taskId = await waitFor('the intact change to start', async () => {
        return (await look(admin, intact.id)).taskId;
      });
      expect((await endOf(admin, { taskId })).state).toBe('succeeded');
      expect(await console.control('esx-01').effects()).toHaveLength(1);
      expect(await console.control('esx-02').effects()).toEqual([]);
    },
    LIMIT_MS,
  );

  it('does not count an approval whose digest or person was altered', async () => {
    for (const patch of [{ digest: 'f'.repeat(64) }, { person_id: admin.id }]) {
      const change = await approve(
        reviewer,
        await submit(admin, newProvider(console)),
      );
      await console.db
        .updateTable('approval')
        .set(patch)
        .where('change_id', '=', change.id)
        .execute();
      await coolDown(console, change.id);
      const taskId = await waitFor('its task', async () => {
        return (await look(admin, change.id)).taskId;
      });
      expect((await endOf(admin, { taskId })).failureKind).toBe('stale');
    }
  });
});
