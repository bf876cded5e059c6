import type { Proof } from '../explanations/index.ts';
import type { OperationId } from '../operations/operation-id.ts';

/** Where an error is from. `vapi`: every call of vCenter and ESX; `certificate`: what Keyward itself judged. */
export type ProblemSystem =
  | 'vapi'
  | 'vcenter'
  | 'esx'
  | 'ontap'
  | 'kmip'
  | 'tls'
  | 'certificate'
  | 'network'
  | 'token'
  | 'console';

/** One error of the catalogue. All of it is public: helpdesk reads it aloud. */
export interface KnownProblem {
  /** Stable slug for links, unique in the catalogue. */
  id: string;
  code: string;
  /** What logs and standards call it, when that is more than the code. */
  name: string | null;
  system: ProblemSystem;
  sentence: string;
  cause: string;
  check: string;
  fix: string;
  /** RFC 6901 pointer into the input of each of `operations`, `connection`, or null. */
  field: string | null;
  proof: Proof;
  /** Operations of the console that may end with it; empty for calls that only other tools make. */
  operations: readonly OperationId[];
  /** Vendor calls that document it; empty when every call may answer it. */
  calls: readonly string[];
}
