import type { Role } from '@keyward/contract';

/** What a role lets a person do, in one sentence. */
export const ROLE_MEANINGS = {
  security_admin:
    'Fills in and submits changes, manages connections and people, and follows tasks. Approves nothing.',
  reviewer: 'Approves or rejects changes that somebody else submitted.',
  helpdesk:
    'Finds changes and tasks and sees where they stand. Changes nothing.',
} as const satisfies Record<Role, string>;
