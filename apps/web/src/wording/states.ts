import type {
  ChangeState,
  ConnectionHealth,
  Role,
  SystemKind,
  TaskState,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

interface Worded {
  word: string;
  tone: StatusTone;
}

export const CHANGE_STATES = {
  pending: { word: say('wording.awaiting-approval'), tone: 'waiting' },
  approved: { word: say('wording.approved'), tone: 'progress' },
  running: { word: say('wording.running'), tone: 'progress' },
  succeeded: { word: say('wording.succeeded'), tone: 'good' },
  failed: { word: say('wording.failed'), tone: 'bad' },
  cancelled: { word: say('wording.cancelled'), tone: 'stopped' },
  outcome_unknown: { word: say('wording.outcome-unknown'), tone: 'unknown' },
  rejected: { word: say('wording.rejected'), tone: 'bad' },
  withdrawn: { word: say('wording.withdrawn'), tone: 'quiet' },
  expired: { word: say('wording.expired'), tone: 'quiet' },
  stale: { word: say('wording.target-moved'), tone: 'warning' },
} as const satisfies Record<ChangeState, Worded>;

export const TASK_STATES = {
  queued: { word: say('wording.queued'), tone: 'waiting' },
  running: { word: say('wording.running'), tone: 'progress' },
  succeeded: { word: say('wording.succeeded'), tone: 'good' },
  failed: { word: say('wording.failed'), tone: 'bad' },
  cancelled: { word: say('wording.cancelled'), tone: 'stopped' },
  outcome_unknown: { word: say('wording.outcome-unknown'), tone: 'unknown' },
} as const satisfies Record<TaskState, Worded>;

export const CONNECTION_HEALTH = {
  unknown: { word: say('wording.not-checked-yet'), tone: 'quiet' },
  reachable: { word: say('wording.reachable'), tone: 'good' },
  unreachable: { word: say('wording.unreachable'), tone: 'bad' },
  refused: { word: say('wording.account-refused'), tone: 'bad' },
  quarantined: { word: say('wording.quarantined'), tone: 'warning' },
} as const satisfies Record<ConnectionHealth, Worded>;

export const ROLE_NAMES = {
  security_admin: say('wording.security-admin'),
  reviewer: say('wording.reviewer'),
  helpdesk: say('wording.helpdesk'),
} as const satisfies Record<Role, string>;

export const SYSTEM_NAMES = {
  vcenter: 'vCenter',
  esx: 'ESX',
  ontap: 'ONTAP',
} as const satisfies Record<SystemKind, string>;
