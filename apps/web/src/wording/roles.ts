import type { Role } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What a role lets a person do, in one sentence. */
export const ROLE_MEANINGS = {
  security_admin: say('wording.fills-in-and-submits-changes-manages'),
  reviewer: say('wording.approves-or-rejects-changes-that-somebody'),
  helpdesk: say('wording.finds-changes-and-tasks-and-sees-where'),
} as const satisfies Record<Role, string>;
