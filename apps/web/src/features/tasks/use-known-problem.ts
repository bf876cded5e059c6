import type { TaskDetail } from '@keyward/contract';
import type { KnownProblem } from '@keyward/contract/known-problems';
import { useQuery } from '@tanstack/react-query';

/** What is known about the error that a task ended with; null while that is read, and where nothing is. */
export function useKnownProblem({
  operation,
  explanation,
}: Pick<TaskDetail, 'operation' | 'explanation'>): KnownProblem | null {
  const code = explanation?.code ?? null;
  const { data } = useQuery({
    queryKey: ['known-problem', operation, code],
    queryFn: async () => {
      // Only a task that has failed needs the catalogue.
      const { findKnownProblem } =
        await import('@keyward/contract/known-problems');
      return code === null ? null : findKnownProblem(operation, code);
    },
    enabled: code !== null,
    staleTime: Infinity,
  });
  return data ?? null;
}
