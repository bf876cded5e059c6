import type { Permission } from '@keyward/contract';
import { say } from '@keyward/messages';

export interface NavigationEntry {
  to:
    | '/'
    | '/changes'
    | '/tasks'
    | '/known-problems'
    | '/connections'
    | '/estate'
    | '/certificates'
    | '/audit'
    | '/people'
    | '/policy';
  text: string;
  permission: Permission;
}

/** The sidebar, in the order of a day's work. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { to: '/', text: say('shell.home'), permission: 'tasks:read' },
  { to: '/changes', text: say('shell.changes'), permission: 'changes:read' },
  { to: '/tasks', text: say('shell.tasks'), permission: 'tasks:read' },
  {
    to: '/connections',
    text: say('shell.connections'),
    permission: 'connections:read',
  },
  { to: '/estate', text: say('shell.estate'), permission: 'estate:read' },
  {
    to: '/certificates',
    text: say('shell.certificates'),
    permission: 'estate:read',
  },
  {
    to: '/known-problems',
    text: say('shell.known-problems'),
    permission: 'tasks:read',
  },
  { to: '/audit', text: say('shell.audit'), permission: 'audit:read' },
];

/** Below the day's work: who may do it, and by which rules. */
export const ADMINISTRATION: readonly NavigationEntry[] = [
  { to: '/people', text: say('shell.people'), permission: 'people:manage' },
  { to: '/policy', text: say('shell.policy'), permission: 'changes:read-full' },
];

/** Whether a path belongs to an entry: its own page or one below it. */
export function isUnder(path: string, to: string): boolean {
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}
