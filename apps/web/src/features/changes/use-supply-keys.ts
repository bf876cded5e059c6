import type { ChangeDetail, RouteBody } from '@keyward/contract';
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
  supply: (secrets: Body['secrets'], onSupplied: () => void) => void;
  /** Takes back what the last try was refused for. */
  forget: () => void;
}

/** Sends late keys. They are dropped from the cache of requests as soon as one is answered, however it was. */
export function useSupplyKeys({
  id,
  digest,
}: Pick<ChangeDetail, 'id' | 'digest'>): SupplyKeys {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const supplying = useMutation({
    mutationFn: (body: Body) => supplySecrets(id, body),
    gcTime: 0,
  });
  return {
    pending: supplying.isPending,
    problem,
    forget() {
      setProblem(null);
    },
    supply(secrets, onSupplied) {
      setProblem(null);
      supplying.mutate(
        { digest, secrets },
        {
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
        },
      );
    },
  };
}
