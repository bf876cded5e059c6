import type { RouteBody } from '@keyward/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import {
  isApiProblem,
  problemOf,
  type AnyProblem,
} from '../../api/api-problem.ts';
import { changeKeys, supplySecrets } from '../../api/changes.ts';
import { OUTDATED } from './use-change-actions.ts';

type Body = RouteBody<'supplySecrets'>;

export interface SupplyKeys {
  pending: boolean;
  problem: AnyProblem | null;
  supply: (body: Body, onSupplied: () => void) => void;
}

/** Sends late keys. They are dropped from the cache of requests as soon as one is answered, however it was. */
export function useSupplyKeys(id: string): SupplyKeys {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const supplying = useMutation({
    mutationFn: (body: Body) => supplySecrets(id, body),
    gcTime: 0,
  });
  return {
    pending: supplying.isPending,
    problem,
    supply(body, onSupplied) {
      setProblem(null);
      supplying.mutate(body, {
        onSuccess: (change) => {
          queryClient.setQueryData(changeKeys.one(id), change);
          void queryClient.invalidateQueries({ queryKey: changeKeys.lists });
          onSupplied();
        },
        onError: (error) => {
          setProblem(problemOf(error));
          if (isApiProblem(error) && OUTDATED.has(error.code)) {
            void queryClient.invalidateQueries({
              queryKey: changeKeys.one(id),
            });
          }
        },
        onSettled: () => {
          supplying.reset();
        },
      });
    },
  };
}
