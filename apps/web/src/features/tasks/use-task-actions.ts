import type { TaskDetail } from '@keyward/contract';
import {
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';

import {
  cancelTask,
  reconcileTask,
  retryTask,
  taskKeys,
} from '../../api/tasks.ts';

interface Reconciliation {
  outcome: 'applied' | 'not_applied';
  comment: string;
}

export interface TaskActions {
  cancel: UseMutationResult<TaskDetail, Error, void>;
  retry: UseMutationResult<TaskDetail, Error, void>;
  reconcile: UseMutationResult<TaskDetail, Error, Reconciliation>;
}

/** What a person can do to one task. Each answer is the task as it now is; a refusal reads it again. */
export function useTaskActions(id: string): TaskActions {
  const queryClient = useQueryClient();
  const after = {
    onSuccess: (task: TaskDetail) => {
      queryClient.setQueryData(taskKeys.one(id), task);
      void queryClient.invalidateQueries({ queryKey: taskKeys.lists });
    },
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: taskKeys.one(id) });
    },
  };
  return {
    cancel: useMutation({ mutationFn: () => cancelTask(id), ...after }),
    retry: useMutation({ mutationFn: () => retryTask(id), ...after }),
    reconcile: useMutation({
      mutationFn: (body: Reconciliation) => reconcileTask(id, body),
      ...after,
    }),
  };
}
