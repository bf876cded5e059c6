import {
  type ChangeDetail,
  type EsxAuth,
  isConsoleOperation,
} from '@keyward/contract';
import { z } from 'zod';

import { listSameAs } from './list-same-as.ts';
import type { SameAs } from './same-as.ts';

const ontapBefore = z.object({ svm: z.string().nullable() });

/** What a change says of the request it sends. */
export type SentChange = Pick<
  ChangeDetail,
  'operation' | 'plan' | 'frozenTarget'
>;

/**
 * A change on a target for other tools; none for a change of the console itself.
 *
 * @param esxAuth how the connection signs in to an ESX host; a session when it is not known.
 */
export function sameAsChange(
  { operation, plan, frozenTarget }: SentChange,
  esxAuth: EsxAuth | null = null,
): SameAs[] {
  if (frozenTarget.type === 'console' || isConsoleOperation(operation)) {
    return [];
  }
  const before = ontapBefore.safeParse(plan.before);
  return listSameAs({
    operation,
    request: plan.request,
    target: frozenTarget,
    esxAuth,
    ...(before.success ? { svm: before.data.svm } : {}),
  });
}
