import type {
  CertificateRole,
  Check,
  FrozenInput,
  FrozenRequest,
  Json,
  OperationId,
  Plan,
  Verification,
} from '@keyward/contract';
import type { Secret } from '@keyward/secrets';

import type { Claim } from './claim.ts';
import type { KeyServersToTry } from './key-servers-to-try.ts';
import type { Reached } from './reach.ts';

/** Plain secrets by pointer, alive only while a request is admitted. */
export type PlainSecrets = ReadonlyMap<string, string>;

/** Everything an operation needs to act or look, for one approved change. */
export interface Run<K extends OperationId> {
  changeId: string;
  reached: Reached;
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

/** A certificate by its SHA-256, 64 lower-case hex digits. */
export interface NamedCertificate {
  sha256: string;
  use: CertificateRole;
}

export interface Applied {
  upstreamTaskId?: string;
  /** A short word of what the target answered, kept with the task. */
  result?: string;
}

/**
 * What a look at the target says about a call whose answer was lost; `applied` may name an upstream task to follow.
 * `why` is read by everybody and names no object; `seen` is for those who read changes in full.
 */
export type Effect =
  | { found: 'applied'; applied: Applied }
  | { found: 'not_applied' }
  | { found: 'unknown'; why: string; seen?: Verification };

/**
 * What the server knows about one operation, whatever it acts on and whatever its guard is: the form in which
 * operations of every kind fit one registry. `defineOperation` makes those on targets, `defineConsoleOperation` those
 * on the console itself.
 */
export interface OperationModule<K extends OperationId> {
  followsUpstreamTask: boolean;
  /** Whether the target might do only a part of it: then a refusal alone does not prove that nothing happened. */
  isOfParts(input: FrozenInput<K>): boolean;
  searchWords(input: FrozenInput<K>): string[];
  /** Certificates that the change proposes, replaces or found in use, to find it by. */
  certificates(
    input: FrozenInput<K>,
    guard: Json,
  ): Promise<readonly NamedCertificate[]>;
  /** What of its target the change holds on to while it is open. */
  claims(input: FrozenInput<K>): readonly Claim[];
  /** The connection whose rules of the policy count, when the input names it. */
  policyConnection(input: FrozenInput<K>): string | null;
  admit(
    input: FrozenInput<K>,
    plain: PlainSecrets,
    now: Date,
  ): Promise<Check[]>;
  observe(
    reached: Reached,
    input: FrozenInput<K>,
    signal: AbortSignal,
  ): Promise<{ guard: Json; checks: Check[] }>;
  /** The key servers that the change is about, read from its target; left out where there are none. */
  keyServers?(
    reached: Reached,
    input: FrozenInput<K>,
    signal: AbortSignal,
  ): Promise<KeyServersToTry>;
  plan(input: FrozenInput<K>, guard: Json): Plan;
  apply(run: Run<K>): Promise<Applied>;
  findEffect(run: Run<K>): Promise<Effect>;
  /** What is kept of the result of the target's own task. */
  taskResult(result: unknown): string | undefined;
  knownObjects(input: FrozenInput<K>): string[];
  verify(run: Run<K>, applied: Applied): Promise<Verification>;
}
