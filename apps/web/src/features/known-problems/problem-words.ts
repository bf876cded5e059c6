import type { KnownProblem } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

import { SYSTEM_NAMES } from '../../wording/states.ts';

/** Who reports a problem. */
export const PROBLEM_SYSTEMS = {
  vapi: say('known-problems.vcenter-and-esx'),
  vcenter: SYSTEM_NAMES.vcenter,
  esx: SYSTEM_NAMES.esx,
  ontap: SYSTEM_NAMES.ontap,
  kmip: say('known-problems.key-server'),
  tls: say('known-problems.tls'),
  certificate: say('known-problems.certificate'),
  network: say('known-problems.network'),
  token: say('known-problems.token'),
  console: say('known-problems.this-console'),
} as const satisfies Record<KnownProblem['system'], string>;

/** The filter: what both vSphere systems report belongs to each of them. */
export const SYSTEM_CHOICES = (
  [
    'vcenter',
    'esx',
    'ontap',
    'kmip',
    'tls',
    'certificate',
    'network',
    'token',
    'console',
  ] as const
).map((value) => ({ value, text: PROBLEM_SYSTEMS[value] }));

export function isOf(
  { system }: KnownProblem,
  wanted: readonly string[],
): boolean {
  if (wanted.length === 0) return true;
  return system === 'vapi'
    ? wanted.includes('vcenter') || wanted.includes('esx')
    : wanted.includes(system);
}

/** What the error proves about the change that met it. */
export const PROOFS = {
  nothing_happened: {
    tone: 'good',
    word: say('known-problems.nothing-was-changed'),
    text: say('known-problems.the-error-proves-it'),
  },
  look: {
    tone: 'warning',
    word: say('known-problems.look-first'),
    text: say('known-problems.it-may-have-been-made'),
  },
  cannot_tell: {
    tone: 'unknown',
    word: say('known-problems.nobody-can-tell'),
    text: say('known-problems.no-read-shows-it'),
  },
} as const satisfies Record<
  KnownProblem['proof'],
  { tone: StatusTone; word: string; text: string }
>;
