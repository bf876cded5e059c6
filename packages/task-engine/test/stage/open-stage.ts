import { streamEvent } from '@keyward/contract';
import { randomUUID } from 'node:crypto';
import {
  connectDatabase,
  type DatabaseHandle,
  type EventRow,
  jsonb,
  transact,
  type TaskIntentRow,
  type TaskRow,
  type TaskStepRow,
} from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import {
  createTaskEngine,
  type NewTask,
  type TaskEngine,
  type TaskEngineOptions,
  type TaskProgram,
} from '@keyward/task-engine';

import { changeHooks } from './change-hooks.ts';

/** A database with a change to hang tasks on, and the engines a test started on it. */
export interface Stage {
  database: DatabaseHandle;
  url: string;
  /** Engines are stopped when the stage closes. */
  engine(options?: Partial<TaskEngineOptions>): TaskEngine;
  newTask(keys?: NewTask['steps'][number]['key'][]): Promise<NewTask>;
  /** Writes a queued task and wakes the engine. */
  submit(
    engine: TaskEngine,
    keys?: NewTask['steps'][number]['key'][],
  ): Promise<string>;
  task(taskId: string): Promise<TaskRow>;
  steps(taskId: string): Promise<TaskStepRow[]>;
  intents(taskId: string): Promise<TaskIntentRow[]>;
  events(taskId: string): Promise<EventRow[]>;
  changeState(changeId: string): Promise<string>;
  close(): Promise<void>;
}

const SILENT = { info: ignore, warn: ignore, error: ignore };

export async function openStage(): Promise<Stage> {
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const database = connectDatabase(testDatabase.url);
  return stageOn(testDatabase, database);
}

function stageOn(testDatabase: TestDatabase, database: DatabaseHandle): Stage {
  const engines: TaskEngine[] = [];
  const { db } = database;
  const stage: Stage = {
    database,
    url: testDatabase.url,
    engine(options = {}) {
      const engine = createTaskEngine({
        database,
        connectionString: testDatabase.url,
        owner: `engine-${engines.length}`,
        programFor: () => Promise.reject(new Error('No program was given.')),
        hooks: changeHooks,
        log: SILENT,
        sweepMs: 200,
        graceMs: 20,
        ...options,
      });
      engines.push(engine);
      return engine;
    },
    async newTask(keys = ['check', 'apply', 'verify']) {
      const changeId = await insertChange(database);
      return {
        id: randomUUID(),
        changeId,
        operation: 'ontap.add-key-servers',
        connectionId: null,
        search: '',
        steps: keys.map((key) => ({ key, title: key })),
      };
    },
    async submit(engine, keys) {
      const task = await stage.newTask(keys);
      await transact(db, (journal) => engine.createTask(journal, task));
      return task.id;
    },
    task: (taskId) =>
      db
        .selectFrom('task')
        .selectAll()
        .where('id', '=', taskId)
        .executeTakeFirstOrThrow(),
    steps: (taskId) =>
      db
        .selectFrom('task_step')
        .selectAll()
        .where('task_id', '=', taskId)
        .orderBy('position')
        .execute(),
    intents: (taskId) =>
      db
        .selectFrom('task_intent')
        .selectAll()
        .where('task_id', '=', taskId)
        .orderBy('attempt')
        .execute(),
    events: (taskId) =>
      db
        .selectFrom('event')
        .selectAll()
        .where('subject', '=', taskId)
        .orderBy('seq')
        .execute(),
    async changeState(changeId) {
      const change = await db
        .selectFrom('change')
        .select('state')
        .where('id', '=', changeId)
        .executeTakeFirstOrThrow();
      return change.state;
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.stop()));
      await database.close();
      await testDatabase.drop();
    },
  };
  return stage;
}

async function insertChange({ db }: DatabaseHandle): Promise<string> {
  const id = randomUUID();
  const personId = randomUUID();
  await db
    .insertInto('person')
    .values({ id: personId, username: personId, display_name: 'A person' })
    .execute();
  const empty = jsonb({});
  await db
    .insertInto('change')
    .values({
      id,
      operation: 'ontap.add-key-servers',
      target_type: 'console',
      frozen_target: empty,
      input: empty,
      secrets: empty,
      plan: empty,
      checks: empty,
      guard: empty,
      guard_observed_at: new Date(),
      reason: 'test',
      policy: empty,
      requester_id: personId,
      nonce: id,
      digest: id,
      state: 'approved',
      search: '',
      moved: jsonb([]),
      decide_by: new Date(Date.now() + 3_600_000),
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .execute();
  return id;
}

/** Settles when the task is in one of the states; events wake it, a bound ends it. */
export async function untilState(
  stage: Stage,
  taskId: string,
  ...states: string[]
): Promise<TaskRow> {
  return until(
    () => stage.task(taskId),
    (task) => states.includes(task.state),
  );
}

const POLL_MS = 15;
/** More than the ten seconds for which a paused process may hold a lock. */
const BOUND_MS = 30_000;

/** Reads until what was read is as wanted; fails with the last reading after 30 s. */
export async function until<R>(
  read: () => Promise<R> | R,
  isWanted: (reading: R) => boolean,
): Promise<R> {
  const endsAt = performance.now() + BOUND_MS;
  for (;;) {
    const reading = await read();
    if (isWanted(reading)) return reading;
    if (performance.now() > endsAt) {
      throw new Error(`Waited in vain; last: ${JSON.stringify(reading)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The sentences of events, in their order. */
export function storyOf(events: readonly EventRow[]): string[] {
  return events.map(
    (event) =>
      streamEvent.parse({ ...event, at: event.at.toISOString() }).data.text,
  );
}

export function programs(
  program: TaskProgram,
): Pick<TaskEngineOptions, 'programFor'> {
  return { programFor: () => Promise.resolve(program) };
}

function ignore(): void {
  // Tests read the tables; the log is for people.
}
