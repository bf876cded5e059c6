import { say } from '@keyward/messages';
import { useQueryClient } from '@tanstack/react-query';

import { sessionQuery } from './session.ts';

/** Why no form can be sent while the console is sealed; also of use where nobody is signed in. */
export function useSealedReason(): string | undefined {
  const session = useQueryClient().getQueryData(sessionQuery.queryKey);
  return (session?.sealed ?? null) === null
    ? undefined
    : say('api.the-console-is-sealed-the-notice-above');
}
