import { z } from 'zod';

/** `POST /api/session` answers 201 with the token as a bare JSON string; what no header can carry is none. */
export const sessionToken = z.string().regex(/^[\x21-\x7e]{1,4096}$/);

export const sessionInfo = z.looseObject({
  user: z.string(),
  created_time: z.string(),
  last_accessed_time: z.string(),
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const SESSION_HEADER = 'vmware-api-session-id';
