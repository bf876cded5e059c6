import type { AnyChange } from '@keyward/contract';
import {
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';

import { isApiProblem } from '../../api/api-problem.ts';
import {
  approveChange,
  changeKeys,
  recheckChange,
  rejectChange,
  withdrawChange,
} from '../../api/changes.ts';

/** Refusals that say the page shows something that is no longer so. */
const OUTDATED = new Set([
  'change_stale',
  'digest_mismatch',
  'already_decided',
  'invalid_state',
]);

export interface ChangeActions {
  approve: UseMutationResult<
    AnyChange,
    Error,
    { digest: string; comment?: string }
  >;
  reject: UseMutationResult<
    AnyChange,
    Error,
    { digest: string; comment: string }
  >;
  withdraw: UseMutationResult<AnyChange, Error, void>;
  recheck: UseMutationResult<AnyChange, Error, void>;
  isBusy: boolean;
}

/** What a person can do to one change. Each answer is the change as it now is; an outdated page reads it again. */
export function useChangeActions(id: string): ChangeActions {
  const queryClient = useQueryClient();
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
    mutationFn: (body: { digest: string; comment?: string }) =>
      approveChange(id, body),
    ...after,
  });
  const reject = useMutation({
    mutationFn: (body: { digest: string; comment: string }) =>
      rejectChange(id, body),
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
  return { approve, reject, withdraw, recheck, isBusy };
}
