import { z } from 'zod';

export const role = z.enum(['security_admin', 'reviewer', 'helpdesk']);
export type Role = z.infer<typeof role>;

export const permission = z.enum([
  'changes:read',
  'changes:read-full',
  'changes:submit',
  'changes:decide',
  'secrets:supply',
  'tasks:read',
  'tasks:control',
  'connections:read',
  'connections:manage',
  'estate:read',
  'people:manage',
  'tokens:register',
  'audit:read',
]);
export type Permission = z.infer<typeof permission>;

/**
 * Who may do what. Roles combine; the rule that a requester never decides on the own change stands above all.
 * `changes:read` alone is the helpdesk's allow-list read model: neither input nor request comes with it.
 */
export const PERMISSIONS = {
  security_admin: [
    'changes:read',
    'changes:read-full',
    'changes:submit',
    'secrets:supply',
    'tasks:read',
    'tasks:control',
    'connections:read',
    'connections:manage',
    'estate:read',
    'people:manage',
    'tokens:register',
    'audit:read',
  ],
  reviewer: [
    'changes:read',
    'changes:read-full',
    'changes:decide',
    'tasks:read',
    'connections:read',
    'estate:read',
    'audit:read',
  ],
  helpdesk: ['changes:read', 'tasks:read'],
} as const satisfies Record<Role, readonly Permission[]>;

export function permissionsOf(roles: readonly Role[]): Permission[] {
  return [...new Set(roles.flatMap((each) => PERMISSIONS[each]))].sort();
}
