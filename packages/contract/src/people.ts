import { z } from 'zod';

import { passkey } from './passkey.ts';
import { personText, timestamp } from './primitives.ts';
import { role } from './roles.ts';
import { person, sessionItem } from './session.ts';

/** The name of a local account, as people type it; compared without case and width. */
export const username = z
  .string()
  .trim()
  .min(1, 'Fill in a user name.')
  .max(64, 'At most 64 characters.')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u,
    'Letters, digits, dot, hyphen, underscore and @; starting with a letter or digit.',
  );

const displayName = personText(1, 80);
const email = z.email('This is no e-mail address.').max(254);

/** NIST SP 800-63B: length decides, composition rules do not. */
export const newPassword = z
  .string()
  .min(12, 'At least 12 characters.')
  .max(1024, 'At most 1024 characters.');

export const inviteRequest = z.strictObject({
  username,
  displayName,
  email: email.optional(),
});

export const updatePersonRequest = z.strictObject({
  displayName: displayName.optional(),
  email: email.nullable().optional(),
  /** Only to disable: giving access back is a change. */
  active: z.literal(false).optional(),
});

/** Shown once; `url` carries the token behind `#`, which no server sees. */
export const invitation = z.object({ url: z.string(), expiresAt: timestamp });

const invitationToken = z.string().min(20).max(200);
export const lookAtInvitationRequest = z.strictObject({
  token: invitationToken,
});
export const invitationFacts = z.object({
  username: z.string(),
  displayName: z.string(),
  expiresAt: timestamp,
});
export const acceptInvitationRequest = z.strictObject({
  token: invitationToken,
  password: newPassword,
});
export const firstAccountRequest = z.strictObject({
  token: invitationToken,
  username,
  displayName,
  password: newPassword,
});
export const changePasswordRequest = z.strictObject({
  current: z.string().min(1).max(1024),
  password: newPassword,
});

const heldRole = z.object({
  role,
  /** `console`: given by a change here. `idp`: given by a group of the identity provider. */
  source: z.enum(['console', 'idp']),
  grantedAt: timestamp,
});

export const personItem = person.extend({
  email: z.string().nullable(),
  active: z.boolean(),
  roles: z.array(heldRole),
  passkeys: z.number().int(),
  sessions: z.number().int(),
  createdAt: timestamp,
  lastSignInAt: timestamp.nullable(),
  /** An invitation that has not been accepted yet ends then. */
  invitedUntil: timestamp.nullable(),
});
export type PersonItem = z.infer<typeof personItem>;

export const personDetail = personItem.extend({
  identities: z.array(
    z.object({ iss: z.string(), sub: z.string(), createdAt: timestamp }),
  ),
  passkeyList: z.array(passkey),
  sessionList: z.array(sessionItem),
});
export type PersonDetail = z.infer<typeof personDetail>;

export const invited = z.object({ person: personDetail, invitation });

export const people = z.object({ items: z.array(personItem) });
