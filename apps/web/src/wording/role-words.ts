import type { Role } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What a role lets a person do, in one sentence. */
export const ROLE_SENTENCES = {
  security_admin: say('wording.prepares-changes-follows-their-tasks-and'),
  reviewer: say('wording.sees-every-change-whole-and-approves-or'),
  helpdesk: say('wording.sees-where-changes-and-tasks-stand-never'),
} as const satisfies Record<Role, string>;
