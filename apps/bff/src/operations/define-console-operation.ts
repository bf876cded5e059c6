import type {
  Check,
  ConsoleOperationId,
  FrozenInput,
  Json,
  Plan,
  Verification,
} from '@keyward/contract';
import { type Journal, type Queryable, transact } from '@keyward/database';
import { digestOf } from '@keyward/approval-proof';
import type { z } from 'zod';

import type { ConnectionParts } from '../connections/connection-parts.ts';
import { Refusal } from '../http/refusal.ts';
import { lockPeople } from '../people/people-lock.ts';
import type {
  NamedCertificate,
  OperationModule,
  Run,
} from './operation-module.ts';
import type { Reached } from './reach.ts';

/**
 * What the server knows about one operation on the console itself. `read` and `checks` see nothing but the database
 * and run twice: when the change is looked at, and in the transaction of its effect.
 */
interface ConsoleOperationSpec<K extends ConsoleOperationId, G, P> {
  guard: z.ZodType<G>;
  searchWords(input: FrozenInput<K>): string[];
  /** Certificates that the change proposes or replaces; left out where it is about none. */
  certificates?(
    input: FrozenInput<K>,
    guard: G,
  ): Promise<readonly NamedCertificate[]>;
  policyConnection?(input: FrozenInput<K>): string;
  /** The stored facts that the plan rests on. @throws Refusal naming the field */
  read(db: Queryable, input: FrozenInput<K>): Promise<G>;
  checks(db: Queryable, input: FrozenInput<K>, guard: G): Promise<Check[]>;
  /** Checks that look outside the database; only when the change is looked at. */
  lookOutside?(
    parts: ConnectionParts,
    input: FrozenInput<K>,
    guard: G,
  ): Promise<Check[]>;
  plan(input: FrozenInput<K>, guard: G): Plan;
  /** What the effect needs from outside the database; read right before its transaction. */
  prepare(parts: ConnectionParts, input: FrozenInput<K>, guard: G): Promise<P>;
  /** Everything the change does, in the one transaction that also records that it did. */
  effect(
    journal: Journal,
    run: Pick<Run<K>, 'changeId' | 'input'>,
    prepared: P,
    parts: ConnectionParts,
  ): Promise<void>;
  /** What may follow and may fail without making the change undone. */
  afterwards?(parts: ConnectionParts, input: FrozenInput<K>): Promise<void>;
  verify(db: Queryable, run: Run<K>, guard: G): Promise<Verification>;
}

/** An operation on the console itself: its effect is one transaction, and happens once. */
export function defineConsoleOperation<
  K extends ConsoleOperationId,
  G extends Json,
  P,
>(spec: ConsoleOperationSpec<K, G, P>): OperationModule<K> {
  return {
    followsUpstreamTask: false,
    isOfParts: () => false,
    searchWords: (input) => spec.searchWords(input),
    certificates: async (input, guard) =>
      (await spec.certificates?.(input, spec.guard.parse(guard))) ?? [],
    claims: () => [],
    policyConnection: (input) => spec.policyConnection?.(input) ?? null,
    admit: () => Promise.resolve([]),
    async observe(reached, input) {
      const parts = consoleOf(reached);
      const guard = await spec.read(parts.db, input);
      return {
        guard,
        checks: [
          ...(await spec.checks(parts.db, input, guard)),
          ...((await spec.lookOutside?.(parts, input, guard)) ?? []),
        ],
      };
    },
    plan: (input, guard) => spec.plan(input, spec.guard.parse(guard)),
    async apply(run) {
      const parts = consoleOf(run.reached);
      const prepared = await spec.prepare(
        parts,
        run.input,
        spec.guard.parse(run.guard),
      );
      await transact(parts.db, async (journal) => {
        if (!(await isFirstTime(journal, run.changeId))) return;
        await refuseMoved(spec, journal, run);
        await spec.effect(journal, run, prepared, parts);
      });
      await spec.afterwards?.(parts, run.input).catch(() => undefined);
      return { result: 'stored' };
    },
    async findEffect(run) {
      const found = await consoleOf(run.reached)
        .db.selectFrom('console_effect')
        .select('change_id')
        .where('change_id', '=', run.changeId)
        .executeTakeFirst();
      return found === undefined
        ? { found: 'not_applied' }
        : { found: 'applied', applied: { result: 'stored' } };
    },
    taskResult: () => undefined,
    knownObjects: () => [],
    verify: (run) =>
      spec.verify(consoleOf(run.reached).db, run, spec.guard.parse(run.guard)),
  };
}

function consoleOf(reached: Reached): ConnectionParts {
  if (reached.type === 'console') return reached.parts;
  throw new Refusal('operation_unavailable', {
    detail: 'This operation is on the console itself.',
  });
}

/** Whether this transaction is the one that carries the change out; a second try does nothing. */
async function isFirstTime(
  journal: Journal,
  changeId: string,
): Promise<boolean> {
  // Orders the effects of all changes of the console, and what is done to people at once, so that what each was checked
  // against holds until its commit.
  await lockPeople(journal.tx);
  const row = await journal.tx
    .insertInto('console_effect')
    .values({ change_id: changeId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('change_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @throws Refusal `change_stale` when another change has come between approval and effect */
async function refuseMoved<K extends ConsoleOperationId, G extends Json, P>(
  spec: ConsoleOperationSpec<K, G, P>,
  journal: Journal,
  run: Run<K>,
): Promise<void> {
  const now = await spec.read(journal.tx, run.input);
  const failed =
    digestOf(now) === digestOf(run.guard)
      ? (await spec.checks(journal.tx, run.input, now)).find(
          (check) => check.severity === 'blocker' && !check.passed,
        )
      : null;
  if (failed === undefined) return;
  throw new Refusal('change_stale', {
    detail:
      failed?.evidence ??
      'What this change was planned on has been changed meanwhile.',
    nextStep:
      'Copy it into a new change; the new plan starts from what is there now.',
  });
}
