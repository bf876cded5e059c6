import type {
  ChangeDetail,
  ChangeOutline,
  ChangeSummary,
} from '@keyward/contract';

import { CAN, CANNOT } from './action-fixtures.ts';
import { ONTAP } from './connection-fixtures.ts';
import { ADMIN } from './session-fixtures.ts';

const AT = '2026-11-21T08:00:00.000Z';

export const CHANGE_ID = '0199a000-0000-7000-8000-00000000ca01';

export function aChangeSummary(
  over: Partial<ChangeSummary> = {},
): ChangeSummary {
  return {
    id: CHANGE_ID,
    reference: 'CHG-1042',
    operation: 'ontap.add-key-servers',
    title: 'Add 2 key servers to the cluster key manager of ontap-01',
    target: { type: 'connection', connection: ONTAP },
    state: 'pending',
    waitingFor: null,
    requester: ADMIN,
    ticket: 'INC-20817',
    deciding: null,
    approvals: { have: 0, need: 1 },
    risk: 'standard',
    taskId: null,
    taskReference: null,
    createdAt: AT,
    decideBy: '2099-11-22T08:00:00.000Z',
    claimableAt: null,
    expiresAt: '2099-11-22T08:00:00.000Z',
    endedAt: null,
    v: 1,
    standing: 'Waits for one approval by a reviewer.',
    ...over,
  };
}

export function aChange(over: Partial<ChangeDetail> = {}): ChangeDetail {
  return {
    ...aChangeSummary(),
    detail: 'full',
    input: {
      keyManager: 'a1b2c3d4-0000-4000-8000-000000000001',
      servers: [
        {
          server: 'kms3.corp.example:5696',
          timeoutSeconds: 10,
          username: 'ontap',
          password: { $secret: '/servers/0/password' },
        },
        { server: 'kms4.corp.example:5696', timeoutSeconds: 10 },
      ],
    },
    plan: {
      before: {},
      after: {},
      sentences: [
        'Adds the key servers kms3.corp.example:5696 and kms4.corp.example:5696 to the cluster key manager.',
        'The key manager then has 4 of 4 primary key servers.',
      ],
      differences: [
        {
          label: 'Key servers',
          before: 'kms1.corp.example:5696, kms2.corp.example:5696',
          after:
            'kms1.corp.example:5696, kms2.corp.example:5696, kms3.corp.example:5696, kms4.corp.example:5696',
        },
        {
          label: 'Timeout of kms3.corp.example:5696',
          before: null,
          after: '10 seconds',
        },
        { label: 'Scope', before: 'cluster', after: 'cluster' },
      ],
      request: {
        method: 'POST',
        path: '/api/security/key-managers/a1b2c3d4-0000-4000-8000-000000000001/key-servers',
        query: { return_records: 'true' },
        body: {
          records: [
            {
              server: 'kms3.corp.example:5696',
              timeout: 10,
              username: 'ontap',
              password: { $secret: '/servers/0/password' },
            },
            { server: 'kms4.corp.example:5696', timeout: 10 },
          ],
        },
      },
    },
    checks: [
      {
        id: 'capacity',
        title: 'There is room for the servers',
        severity: 'blocker',
        passed: true,
        evidence: '2 of 4 primary key servers are in use.',
        observedAt: AT,
      },
      {
        id: 'certificates',
        title: 'Client and server CA certificates are installed',
        severity: 'blocker',
        passed: true,
        evidence:
          'Client certificate “kmip-client” and 1 server CA certificate in the cluster scope.',
        observedAt: AT,
      },
      {
        id: 'reachable',
        title: 'The new servers answer',
        severity: 'warning',
        passed: false,
        evidence: 'kms4.corp.example:5696 did not answer within 3 seconds.',
        observedAt: AT,
      },
    ],
    guard: {},
    frozenTarget: {
      type: 'connection',
      connectionId: ONTAP.id,
      kind: 'ontap',
      host: 'ontap-01.storage.corp.example',
      port: 443,
      trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
      account: 'keyward-svc',
    },
    reason:
      'The second data centre gets its own pair of key servers.\nPlanned in the change board of 19 November.',
    policy: {
      version: 1,
      approvals: 1,
      approverRoles: ['reviewer'],
      coolOffMinutes: 0,
      windowHours: 168,
      maxExpiryHours: 168,
    },
    secrets: {
      '/servers/0/password': {
        delivery: 'sealed',
        commitment: 'c0'.repeat(32),
      },
    },
    nonce: '5d'.repeat(16),
    digest: '3f'.repeat(32),
    phrase: 'amber falcon quiet harbour',
    decisions: [],
    history: [
      { at: AT, type: 'change.submitted', actor: ADMIN, text: 'Submitted.' },
    ],
    moved: [],
    handshakes: { state: 'not_needed', items: [] },
    caution: null,
    conflicts: [],
    following: false,
    undo: 'Remove the servers from the key manager in ONTAP.',
    actions: {
      approve: CANNOT,
      reject: CANNOT,
      withdraw: CANNOT,
      recheck: CAN,
      supply: CANNOT,
      copy: { allowed: false, reason: 'The change is still open.' },
    },
    observedAt: AT,
    ...over,
  };
}

/** The same change as a reviewer sees it. */
export function aChangeToDecide(
  over: Partial<ChangeDetail> = {},
): ChangeDetail {
  return aChange({
    actions: { ...aChange().actions, approve: CAN, reject: CAN },
    ...over,
  });
}

export function aChangeOutline(
  over: Partial<ChangeOutline> = {},
): ChangeOutline {
  return {
    ...aChangeSummary(),
    detail: 'outline',
    history: [
      { at: AT, type: 'change.submitted', actor: ADMIN, text: 'Submitted.' },
    ],
    following: false,
    ...over,
  };
}
