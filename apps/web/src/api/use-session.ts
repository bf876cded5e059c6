import type { Permission, Session } from '@keyward/contract';
import { useSuspenseQuery } from '@tanstack/react-query';

import { sessionQuery } from './session.ts';

/** The signed-in person; pages inside the shell always have one. */
export function useSession(): Session & {
  may: (permission: Permission) => boolean;
} {
  const { data } = useSuspenseQuery(sessionQuery);
  return {
    ...data,
    may: (permission) => data.permissions.includes(permission),
  };
}
