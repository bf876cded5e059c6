import type {
  Check,
  FrozenInput,
  FrozenRequest,
  Json,
  OperationId,
  OPERATIONS,
  Plan,
  Verification,
} from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import type { z } from 'zod';

import type { ClientOf, ConnectedClient } from '../connections/client-pool.ts';
import { Refusal } from '../http/refusal.ts';

export type SystemOf<K extends OperationId> = (typeof OPERATIONS)[K]['system'];
type ClientFor<K extends OperationId> = ClientOf[SystemOf<K>];

/** Plain secrets by pointer, alive only while a request is admitted. */
export type PlainSecrets = ReadonlyMap<string, string>;

export interface Run<K extends OperationId> {
  client: ClientFor<K>;
  input: FrozenInput<K>;
  request: FrozenRequest;
  guard: Json;
  secrets: ReadonlyMap<string, Secret>;
  signal: AbortSignal;
  /** When the task committed its intent; effects from before are not ours. */
  since: Date;
  /** Tasks of the target that belong to other changes of ours. */
  foreignTasks: ReadonlySet<string>;
}

export interface Applied {
  upstreamTaskId?: string;
  /** A short word of what the target answered, kept with the task. */
  result?: string;
}

/** What a look at the target says about a call whose answer was lost; `applied` may name an upstream task to follow. */
export type Effect =
  | { found: 'applied'; applied: Applied }
  | { found: 'not_applied' }
  | { found: 'unknown'; why: string };

/**
 * What the server knows about one operation. `observe` reads only its object and bypasses the estate cache; `plan` is
 * pure; `apply` sends the frozen request and never plans again; `verify` reads back and is honest about how far.
 */
export interface OperationSpec<K extends OperationId, G> {
  guard: z.ZodType<G>;
  /** Words to find the change by: object ids, host names. */
  searchWords(input: FrozenInput<K>): string[];
  /** Refuses what no target needs to be asked about; may look at secrets before they are sealed. */
  admit(
    input: FrozenInput<K>,
    plain: PlainSecrets,
    now: Date,
  ): Promise<Check[]>;
  observe(
    client: ClientFor<K>,
    input: FrozenInput<K>,
    signal: AbortSignal,
  ): Promise<{ guard: G; checks: Check[] }>;
  plan(input: FrozenInput<K>, guard: G): Plan;
  apply(run: Run<K>): Promise<Applied>;
  /** Present when the call starts a task on the target. */
  followsUpstreamTask: boolean;
  findEffect(run: Run<K>, guard: G): Promise<Effect>;
  /** Object names that the console has to remember itself, because the target lists none. */
  knownObjects?(input: FrozenInput<K>): string[];
  /** A contradiction is read by everybody and names no object; what was seen goes into `observed`. */
  verify(run: Run<K>, guard: G, applied: Applied): Promise<Verification>;
}

/** The same with the guard's type hidden, so that operations of every kind fit one registry. */
export interface OperationModule<K extends OperationId> {
  followsUpstreamTask: boolean;
  searchWords(input: FrozenInput<K>): string[];
  admit(
    input: FrozenInput<K>,
    plain: PlainSecrets,
    now: Date,
  ): Promise<Check[]>;
  observe(
    connected: ConnectedClient,
    input: FrozenInput<K>,
    signal: AbortSignal,
  ): Promise<{ guard: Json; checks: Check[] }>;
  plan(input: FrozenInput<K>, guard: Json): Plan;
  apply(run: Run<K>): Promise<Applied>;
  findEffect(run: Run<K>): Promise<Effect>;
  knownObjects(input: FrozenInput<K>): string[];
  verify(run: Run<K>, applied: Applied): Promise<Verification>;
  clientFor(connected: ConnectedClient): ClientFor<K>;
}

export function defineOperation<K extends OperationId, G extends Json>(
  system: SystemOf<K>,
  spec: OperationSpec<K, G>,
): OperationModule<K> {
  const clientFor = (connected: ConnectedClient): ClientFor<K> => {
    if (connected.system !== system) {
      throw new Refusal('operation_unavailable', {
        detail: 'This operation is for another kind of target.',
      });
    }
    return connected.client as ClientFor<K>; // the system was just compared with the operation's own
  };
  return {
    followsUpstreamTask: spec.followsUpstreamTask,
    searchWords: (input) => spec.searchWords(input),
    admit: (input, plain, now) => spec.admit(input, plain, now),
    observe: (connected, input, signal) =>
      spec.observe(clientFor(connected), input, signal),
    plan: (input, guard) => spec.plan(input, spec.guard.parse(guard)),
    apply: (run) => spec.apply(run),
    findEffect: (run) => spec.findEffect(run, spec.guard.parse(run.guard)),
    knownObjects: (input) => spec.knownObjects?.(input) ?? [],
    verify: (run, applied) =>
      spec.verify(run, spec.guard.parse(run.guard), applied),
    clientFor,
  };
}
