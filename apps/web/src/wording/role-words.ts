import type { Role } from '@keyward/contract';

/** What a role lets a person do, in one sentence. */
export const ROLE_SENTENCES = {
  security_admin:
    'Prepares changes, follows their tasks, and manages connections and people.',
  reviewer: 'Sees every change whole and approves or rejects those of others.',
  helpdesk: 'Sees where changes and tasks stand, never their content.',
} as const satisfies Record<Role, string>;
