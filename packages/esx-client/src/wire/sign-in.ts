import { z } from 'zod';

/** Header of a session, both of VI/JSON and of `/api/session`. */
export const SESSION_HEADER = 'vmware-api-session-id';

/** VI/JSON of vSphere 8.0.1: the session manager of a host. */
export const SESSION_MANAGER_PATH =
  '/sdk/vim25/8.0.1.0/SessionManager/ha-sessionmgr';

export const viJsonLogin = z.strictObject({
  userName: z.string(),
  password: z.string(),
});

/** `POST /api/session` answers 201 with the token as a bare JSON string; what no header can carry is none. */
export const sessionToken = z.string().regex(/^[\x21-\x7e]{1,4096}$/);
