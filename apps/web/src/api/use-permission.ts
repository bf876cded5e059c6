import type { Permission } from '@keyward/contract';
import { useQuery } from '@tanstack/react-query';

import { sessionQuery } from './session.ts';

/** Whether the signed-in person may do something; false while nobody is known. The server decides again. */
export function usePermission(permission: Permission): boolean {
  const session = useQuery(sessionQuery);
  return session.data?.permissions.includes(permission) ?? false;
}
