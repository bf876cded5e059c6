import { z } from 'zod';

import { id, timestamp } from './primitives.ts';
import { permission, role } from './roles.ts';

export const signInRequest = z.strictObject({
  username: z.string().min(1, 'Fill in your user name.').max(128),
  password: z.string().min(1, 'Fill in your password.').max(1024),
});

export const person = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
});
export type Person = z.infer<typeof person>;

/** Who is signed in. `demo` carries what the page must say about demo mode. */
export const session = z.object({
  person,
  roles: z.array(role),
  permissions: z.array(permission),
  signedInAt: timestamp,
  expiresAt: timestamp,
  mode: z.enum(['demo', 'production']),
  egressLoopback: z.boolean(),
});
export type Session = z.infer<typeof session>;
