import type { z } from 'zod';

import type { Capability } from '../connection.ts';
import type { SystemKind } from '../problem.ts';
import type { Role } from '../roles.ts';

export type Risk = 'high' | 'standard';

/** The rule in force for an operation unless a later policy version says otherwise. */
export interface OperationPolicy {
  /** How many different people must approve; 0 only for `immediate` operations. */
  approvals: number;
  approverRoles: Role[];
}

/**
 * One kind of change. The contract holds everything that the browser, the server and the tests must agree on;
 * what only the server knows (observe, plan, apply, verify) lives in its operation module of the same folder name.
 */
export interface OperationContract {
  readonly title: string;
  readonly summary: string;
  readonly system: SystemKind;
  /** The capability a probed target needs. */
  readonly capability: Capability;
  readonly unavailable: {
    readonly reason: string;
    readonly alternative: string;
  };
  readonly execution: 'approved' | 'immediate';
  readonly risk: Risk;
  readonly privileges: readonly string[];
  readonly defaultPolicy: OperationPolicy;
  /** Notes the vendor makes on the interface itself; shown on the form, the review and the task. */
  readonly caution: string | null;
  /** Patterns of RFC 6901 pointers to secrets inside `input`; `*` stands for one array index. */
  readonly secretPointers: readonly string[];
  /** What a person submits. */
  readonly input: z.ZodType;
  /** The same with secrets left out or announced. */
  readonly preview: z.ZodType;
  /** The same as stored: placeholders instead of secrets. */
  readonly frozen: z.ZodType;
}
