import type { AnyChange, RouteBody } from '@keyward/contract';
import {
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';

import { isApiProblem } from '../../api/api-problem.ts';
import { sessionQuery } from '../../api/session.ts';
import { useSession } from '../../api/use-session.ts';
import {
  approvalOptionsUrl,
  signApproval,
} from '../../step-up/sign-approval.ts';
import {
  approveChange,
  changeKeys,
  recheckChange,
  rejectChange,
  withdrawChange,
} from '../../api/changes.ts';

/** Refusals that say the page shows something that is no longer so. */
export const OUTDATED = new Set([
  'change_stale',
  'digest_mismatch',
  'already_decided',
  'invalid_state',
]);

interface Approving {
  digest: string;
  comment?: string;
}

export interface ChangeActions {
  approve: UseMutationResult<AnyChange, Error, Approving>;
  /** Approving means signing with a passkey. */
  signs: boolean;
  reject: UseMutationResult<AnyChange, Error, RouteBody<'rejectChange'>>;
  withdraw: UseMutationResult<AnyChange, Error, void>;
  recheck: UseMutationResult<AnyChange, Error, void>;
  isBusy: boolean;
}

/** The refusal of an approval that has to be signed. */
function asksForSignature(error: unknown): boolean {
  return (
    isApiProblem(error) &&
    error.code === 'step_up_required' &&
    error.problem.optionsUrl?.endsWith('/approve/options') === true
  );
}

/** What a person can do to one change. Each answer is the change as it now is; an outdated page reads it again. */
export function useChangeActions(id: string): ChangeActions {
  const queryClient = useQueryClient();
  const session = useSession();
  const signs = session.passkey.registered > 0;
  const approveSigned = async (body: Approving): Promise<AnyChange> => {
    const assertion = await signApproval(
      approvalOptionsUrl(id),
      body.digest,
      session.person.id,
    );
    return approveChange(id, { ...body, assertion });
  };
  const approveNow = async (body: Approving): Promise<AnyChange> => {
    if (signs) return approveSigned(body);
    try {
      return await approveChange(id, body);
    } catch (error) {
      // A passkey that was registered elsewhere since this page was opened.
      if (!asksForSignature(error)) throw error;
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      return approveSigned(body);
    }
  };
  const after = {
    onSuccess: (change: AnyChange) => {
      queryClient.setQueryData(changeKeys.one(id), change);
      void queryClient.invalidateQueries({ queryKey: changeKeys.lists });
    },
    onError: (error: Error) => {
      if (isApiProblem(error) && OUTDATED.has(error.code)) {
        void queryClient.invalidateQueries({ queryKey: changeKeys.one(id) });
      }
    },
  };
  const approve = useMutation({
    mutationFn: approveNow,
    ...after,
  });
  const reject = useMutation({
    mutationFn: (body: RouteBody<'rejectChange'>) => rejectChange(id, body),
    ...after,
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawChange(id),
    ...after,
  });
  const recheck = useMutation({
    mutationFn: () => recheckChange(id),
    ...after,
  });
  const isBusy = [approve, reject, withdraw, recheck].some(
    (each) => each.isPending,
  );
  return { approve, signs, reject, withdraw, recheck, isBusy };
}
