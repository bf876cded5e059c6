import { z } from 'zod';

import {
  announcedSecret,
  secretPlaceholder,
  secretText,
} from '../secret-slot.ts';
import { AT_ONCE } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { TargetOperationContract } from './operation.ts';

const MAX_TOKEN = 32_768;

function shape<S extends z.ZodType>(token: S) {
  return z.strictObject({ overflowToken: token, expandedAccessToken: token });
}

/** Vendor source: vSphere Automation API 9.1, registered-tokens create; authenticated with the overflow token itself. */
export const vcenterRegisterExpandedToken = {
  ...OPERATION_FACTS['vcenter.register-expanded-token'],
  target: 'connection',
  system: 'vcenter',
  capability: 'registered-tokens',
  unavailable: {
    reason: 'Token registration starts with vCenter 9.1.',
    alternative:
      'On older releases access tokens carry all their claims; use the token directly.',
  },
  execution: 'immediate',
  privileges: ['System.Read, held by the token’s owner'],
  defaultPolicy: AT_ONCE,
  caution:
    'Runs at once, without a second person: tokens live minutes. It is attributed, audited and rate limited.',
  objectMembers: null,
  undo: 'A registration cannot be taken back. It ends when the tokens expire, which is a matter of minutes.',
  secretPointers: ['/overflowToken', '/expandedAccessToken'],
  input: shape(secretText(MAX_TOKEN)),
  preview: shape(announcedSecret.optional()),
  frozen: shape(secretPlaceholder),
} as const satisfies TargetOperationContract;
