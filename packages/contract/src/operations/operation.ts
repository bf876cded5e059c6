import type { z } from 'zod';

import type { Capability } from '../connection.ts';
import type { PolicyRule } from '../policy.ts';
import type { SystemKind } from '../problem.ts';
import type { Risk } from './operation-facts.ts';

interface AnyOperationContract {
  readonly title: string;
  readonly summary: string;
  readonly execution: 'approved' | 'immediate';
  readonly risk: Risk;
  readonly privileges: readonly string[];
  /** The rule in force for the operation unless a later policy version says otherwise. */
  readonly defaultPolicy: PolicyRule;
  /** What everybody should know before; shown on the form, the review and the task. */
  readonly caution: string | null;
  /**
   * Members of the input that name what the change is about at its target; none of them: the target as a whole. Changes
   * with equal members are about the same object, also those of other operations. Null where no two ever are.
   */
  readonly objectMembers: readonly string[] | null;
  /** How it is taken back once it is made, or that it cannot be; the reviewer reads it before the decision. */
  readonly undo: string;
  /** Patterns of RFC 6901 pointers to secrets inside `input`; `*` stands for one array index. */
  readonly secretPointers: readonly string[];
  /** Members that its form has and its input has not; a draft keeps them too. */
  readonly formMembers?: readonly string[];
  /**
   * Secrets that may come after the approval, by the pointer of the public half in the same input that they are compared
   * with. Only what has such a half can: nothing else would tie the late secret to what was approved.
   */
  readonly lateSecrets?: Readonly<Record<string, string>>;
  /** What a person submits. */
  readonly input: z.ZodType;
  /** The same with secrets left out or announced. */
  readonly preview: z.ZodType;
  /** The same as stored: placeholders instead of secrets. */
  readonly frozen: z.ZodType;
}

/**
 * One kind of change on a target. The contract holds everything that the browser, the server and the tests must agree
 * on; what only the server knows (observe, plan, apply, verify) lives in its operation module of the same folder name.
 */
export interface TargetOperationContract extends AnyOperationContract {
  readonly target: 'connection';
  readonly system: SystemKind;
  /** The capability a probed target needs. */
  readonly capability: Capability;
  readonly unavailable: {
    readonly reason: string;
    readonly alternative: string;
  };
}

/** One kind of change on the console itself: its policy, its people, its connections. */
export interface ConsoleOperationContract extends AnyOperationContract {
  readonly target: 'console';
  readonly execution: 'approved';
}

export type OperationContract =
  TargetOperationContract | ConsoleOperationContract;
