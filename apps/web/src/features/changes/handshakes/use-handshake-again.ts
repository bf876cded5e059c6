import type { AnyChange } from '@keyward/contract';
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';

import {
  changeKeys,
  changeQuery,
  handshakeAgain,
} from '../../../api/changes.ts';

/** A look that is lost sends no event; asking now and then finds out. */
const LOOK_MS = 20_000;

/** Tries the key servers of a change again; while they are being tried the change is read now and then. */
export function useHandshakeAgain(
  id: string,
  isRunning: boolean,
): UseMutationResult<AnyChange, Error, void> {
  const queryClient = useQueryClient();
  useQuery({
    ...changeQuery(id),
    refetchInterval: isRunning ? LOOK_MS : false,
  });
  return useMutation({
    mutationFn: () => handshakeAgain(id),
    onSuccess: (change) => {
      queryClient.setQueryData(changeKeys.one(id), change);
    },
  });
}
