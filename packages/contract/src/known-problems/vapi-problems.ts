import { OPERATION_ERRORS } from '../explanations/index.ts';
import { VAPI_ERRORS } from '../explanations/vapi-errors.ts';
import {
  operationFolder,
  TARGET_OPERATION_IDS,
} from '../operations/operation-id.ts';
import type { KnownProblem } from './known-problem.ts';
import { problemOf } from './problem-of.ts';

/** What single operations say of an error, then the standard errors for all operations that do not. */
export function vapiProblems(): KnownProblem[] {
  const ids = TARGET_OPERATION_IDS.filter((id) => !id.startsWith('ontap.'));
  const own = ids.flatMap((id) =>
    Object.entries(OPERATION_ERRORS[id]).map(([code, entry]) =>
      problemOf(id.startsWith('esx.') ? 'esx' : 'vcenter', code, entry, {
        operations: [id],
        prefix: operationFolder(id),
      }),
    ),
  );
  const standard = Object.entries(VAPI_ERRORS).map(([code, entry]) =>
    problemOf('vapi', code, entry, {
      operations: ids.filter(
        (id) => !Object.hasOwn(OPERATION_ERRORS[id], code),
      ),
    }),
  );
  return [...own, ...standard];
}
