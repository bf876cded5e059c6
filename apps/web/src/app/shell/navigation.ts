import type { Permission } from '@keyward/contract';

export interface NavigationEntry {
  to:
    | '/'
    | '/changes'
    | '/tasks'
    | '/connections'
    | '/audit'
    | '/people'
    | '/policy';
  text: string;
  permission: Permission;
}

/** The sidebar, in the order of a day's work. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { to: '/', text: 'Home', permission: 'tasks:read' },
  { to: '/changes', text: 'Changes', permission: 'changes:read' },
  { to: '/tasks', text: 'Tasks', permission: 'tasks:read' },
  { to: '/connections', text: 'Connections', permission: 'connections:read' },
  { to: '/audit', text: 'Audit', permission: 'audit:read' },
];

/** Below the day's work: who may do it, and by which rules. */
export const ADMINISTRATION: readonly NavigationEntry[] = [
  { to: '/people', text: 'People', permission: 'people:manage' },
  { to: '/policy', text: 'Policy', permission: 'changes:read-full' },
];

/** Whether a path belongs to an entry: its own page or one below it. */
export function isUnder(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}
