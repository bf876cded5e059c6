import type {
  ChangeState,
  ConnectionHealth,
  Role,
  SystemKind,
  TaskState,
} from '@keyward/contract';
import type { StatusTone } from '@keyward/ui';

interface Worded {
  word: string;
  tone: StatusTone;
}

export const CHANGE_STATES = {
  pending: { word: 'Awaiting approval', tone: 'waiting' },
  approved: { word: 'Approved', tone: 'progress' },
  running: { word: 'Running', tone: 'progress' },
  succeeded: { word: 'Succeeded', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'stopped' },
  outcome_unknown: { word: 'Outcome unknown', tone: 'unknown' },
  rejected: { word: 'Rejected', tone: 'bad' },
  withdrawn: { word: 'Withdrawn', tone: 'quiet' },
  expired: { word: 'Expired', tone: 'quiet' },
  stale: { word: 'Target moved', tone: 'warning' },
} as const satisfies Record<ChangeState, Worded>;

export const TASK_STATES = {
  queued: { word: 'Queued', tone: 'waiting' },
  running: { word: 'Running', tone: 'progress' },
  succeeded: { word: 'Succeeded', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'stopped' },
  outcome_unknown: { word: 'Outcome unknown', tone: 'unknown' },
} as const satisfies Record<TaskState, Worded>;

export const CONNECTION_HEALTH = {
  unknown: { word: 'Not checked yet', tone: 'quiet' },
  reachable: { word: 'Reachable', tone: 'good' },
  unreachable: { word: 'Unreachable', tone: 'bad' },
  refused: { word: 'Account refused', tone: 'bad' },
  quarantined: { word: 'Quarantined', tone: 'warning' },
} as const satisfies Record<ConnectionHealth, Worded>;

export const ROLE_NAMES = {
  security_admin: 'Security admin',
  reviewer: 'Reviewer',
  helpdesk: 'Helpdesk',
} as const satisfies Record<Role, string>;

export const SYSTEM_NAMES = {
  vcenter: 'vCenter',
  esx: 'ESX',
  ontap: 'ONTAP',
} as const satisfies Record<SystemKind, string>;
