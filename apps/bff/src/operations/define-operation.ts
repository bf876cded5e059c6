import type {
  Check,
  FrozenInput,
  Json,
  Plan,
  TARGET_OPERATIONS,
  TargetOperationId,
  Verification,
} from '@keyward/contract';
import type { z } from 'zod';

import type { ClientOf } from '../connections/client-pool.ts';
import { Refusal } from '../http/refusal.ts';
import type { Claim } from './claim.ts';
import type { KeyServersToTry } from './key-servers-to-try.ts';
import type {
  Applied,
  Effect,
  NamedCertificate,
  OperationModule,
  PlainSecrets,
  Run,
} from './operation-module.ts';
import type { Reached } from './reach.ts';

type SystemOf<K extends TargetOperationId> =
  (typeof TARGET_OPERATIONS)[K]['system'];
type ClientFor<K extends TargetOperationId> = ClientOf[SystemOf<K>];

/** A run on a target of the operation's own kind. */
export interface TargetRun<K extends TargetOperationId> extends Run<K> {
  client: ClientFor<K>;
}

/**
 * What the server knows about one operation on a target. `observe` reads only its object and bypasses the estate
 * cache; `plan` is pure; `apply` sends the frozen request and never plans again; `verify` reads back and is honest
 * about how far.
 */
interface OperationSpec<K extends TargetOperationId, G> {
  guard: z.ZodType<G>;
  /** Words to find the change by: object ids, host names. */
  searchWords(input: FrozenInput<K>): string[];
  /** Certificates that the change proposes, replaces or found in use; left out where it is about none. */
  certificates?(input: FrozenInput<K>, guard: G): readonly NamedCertificate[];
  /** What of its target the change holds on to while it is open; left out when others harm it no more than time does. */
  claims?(input: FrozenInput<K>): readonly Claim[];
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
  /** The key servers that the change is about; they are tried from the console as evidence beside the checks. */
  keyServers?: (
    client: ClientFor<K>,
    input: FrozenInput<K>,
    signal: AbortSignal,
  ) => Promise<KeyServersToTry>;
  plan(input: FrozenInput<K>, guard: G): Plan;
  apply(run: TargetRun<K>): Promise<Applied>;
  /** Present when the call starts a task on the target. */
  followsUpstreamTask: boolean;
  /** Whether the target might do only a part of it; then a refusal alone proves nothing. Left out for one thing. */
  isOfParts?(input: FrozenInput<K>): boolean;
  /** What is kept of the result of the target's task, for `verify`; without it a result that is a text. */
  taskResult?(result: unknown): string | undefined;
  findEffect(run: TargetRun<K>, guard: G): Promise<Effect>;
  /** Object names that the console has to remember itself, because the target lists none. */
  knownObjects?(input: FrozenInput<K>): string[];
  /** A contradiction is read by everybody and names no object; what was seen goes into `observed`. */
  verify(run: TargetRun<K>, guard: G, applied: Applied): Promise<Verification>;
}

/** An operation on a target of one kind. */
export function defineOperation<K extends TargetOperationId, G extends Json>(
  system: SystemOf<K>,
  spec: OperationSpec<K, G>,
): OperationModule<K> {
  const clientFor = (reached: Reached): ClientFor<K> => {
    if (reached.type !== 'connection' || reached.connected.system !== system) {
      throw new Refusal('operation_unavailable', {
        detail: 'This operation is for another kind of target.',
      });
    }
    return reached.connected.client as ClientFor<K>; // the system was just compared with the operation's own
  };
  const onTarget = (run: Run<K>): TargetRun<K> => ({
    ...run,
    client: clientFor(run.reached),
  });
  return {
    ...withKeyServers(spec, clientFor),
    followsUpstreamTask: spec.followsUpstreamTask,
    isOfParts: (input) => spec.isOfParts?.(input) ?? false,
    searchWords: (input) => spec.searchWords(input),
    certificates: (input, guard) =>
      Promise.resolve(
        spec.certificates?.(input, spec.guard.parse(guard)) ?? [],
      ),
    claims: (input) => spec.claims?.(input) ?? [],
    policyConnection: () => null,
    admit: (input, plain, now) => spec.admit(input, plain, now),
    observe: (reached, input, signal) =>
      spec.observe(clientFor(reached), input, signal),
    plan: (input, guard) => spec.plan(input, spec.guard.parse(guard)),
    apply: (run) => spec.apply(onTarget(run)),
    findEffect: (run) =>
      spec.findEffect(onTarget(run), spec.guard.parse(run.guard)),
    taskResult: (result) =>
      spec.taskResult === undefined
        ? typeof result === 'string'
          ? result
          : undefined
        : spec.taskResult(result),
    knownObjects: (input) => spec.knownObjects?.(input) ?? [],
    verify: (run, applied) =>
      spec.verify(onTarget(run), spec.guard.parse(run.guard), applied),
  };
}

/** Present only where the operation has key servers: its presence says so. */
function withKeyServers<K extends TargetOperationId, G>(
  { keyServers: read }: Pick<OperationSpec<K, G>, 'keyServers'>,
  clientFor: (reached: Reached) => ClientFor<K>,
): Pick<OperationModule<K>, 'keyServers'> {
  if (read === undefined) return {};
  return {
    keyServers: (reached, input, signal) =>
      read(clientFor(reached), input, signal),
  };
}
