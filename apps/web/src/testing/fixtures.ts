import type {
  ChangeDetail,
  ChangeOutline,
  ChangeSummary,
  PolicyInForce,
  PolicyRule,
  Session,
  TaskDetail,
  TaskSummary,
} from '@keyward/contract';

const AT = '2026-11-21T08:00:00.000Z';
const ADMIN = {
  id: '0199a000-0000-7000-8000-000000000001',
  username: 'admin',
  displayName: 'Ada Admin',
};
const REVIEWER = {
  id: '0199a000-0000-7000-8000-000000000002',
  username: 'reviewer',
  displayName: 'Rita Reviewer',
};
const ONTAP = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  kind: 'ontap' as const,
};

export const CHANGE_ID = '0199a000-0000-7000-8000-00000000ca01';
export const TASK_ID = '0199a000-0000-7000-8000-00000000ba01';

/** People of the three roles, as the session answers. */
export const SESSIONS = {
  admin: {
    person: ADMIN,
    roles: ['security_admin'],
    permissions: [
      'audit:read',
      'changes:read',
      'changes:read-full',
      'changes:submit',
      'connections:manage',
      'connections:read',
      'estate:read',
      'people:manage',
      'tasks:control',
      'tasks:read',
      'tokens:register',
    ],
    signedInAt: AT,
    expiresAt: '2026-11-21T20:00:00.000Z',
    secondsLeft: 28_800,
    idleSeconds: 900,
    proof: { method: 'password', at: AT },
    passkey: { rule: 'preferred', registered: 0 },
    mode: 'demo',
    egressLoopback: true,
    sealed: null,
  },
  reviewer: {
    person: REVIEWER,
    roles: ['reviewer'],
    permissions: [
      'audit:read',
      'changes:decide',
      'changes:read',
      'changes:read-full',
      'connections:read',
      'estate:read',
      'tasks:read',
    ],
    signedInAt: AT,
    expiresAt: '2026-11-21T20:00:00.000Z',
    secondsLeft: 28_800,
    idleSeconds: 900,
    proof: { method: 'password', at: AT },
    passkey: { rule: 'preferred', registered: 0 },
    mode: 'demo',
    egressLoopback: true,
    sealed: null,
  },
  helpdesk: {
    person: {
      id: '0199a000-0000-7000-8000-000000000003',
      username: 'helpdesk',
      displayName: 'Hugo Helpdesk',
    },
    roles: ['helpdesk'],
    permissions: ['changes:read', 'tasks:read'],
    signedInAt: AT,
    expiresAt: '2026-11-21T20:00:00.000Z',
    secondsLeft: 28_800,
    idleSeconds: 900,
    proof: { method: 'password', at: AT },
    passkey: { rule: 'preferred', registered: 0 },
    mode: 'demo',
    egressLoopback: true,
    sealed: null,
  },
} satisfies Record<string, Session>;

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

export const RULE: PolicyRule = {
  approvals: 1,
  approverRoles: ['reviewer'],
  coolOffMinutes: 0,
  windowHours: 168,
  maxExpiryHours: 168,
};

/** The policy as an installation starts with it, after its set-up. */
export function aPolicy(over: Partial<PolicyInForce> = {}): PolicyInForce {
  return {
    version: 1,
    inForceFrom: AT,
    changeId: null,
    document: {
      v: 2,
      passkey: 'preferred',
      risk: { high: RULE, standard: RULE },
      operations: {
        'ontap.add-key-servers': RULE,
        'console.update-policy': RULE,
      },
      targets: [],
    },
    setUp: false,
    ...over,
  };
}

const CAN = { allowed: true, reason: null };
const CANNOT = { allowed: false, reason: 'Only a reviewer may do this.' };

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

export function aTaskSummary(over: Partial<TaskSummary> = {}): TaskSummary {
  return {
    id: TASK_ID,
    reference: 'TSK-1042',
    changeId: CHANGE_ID,
    changeReference: 'CHG-1042',
    operation: 'ontap.add-key-servers',
    title: 'Add 2 key servers to the cluster key manager of ontap-01',
    target: { type: 'connection', connection: ONTAP },
    state: 'running',
    failureKind: null,
    currentStep: 'apply',
    progress: { total: 100, completed: 40, message: 'Adding key servers' },
    requester: ADMIN,
    ticket: 'INC-20817',
    createdAt: AT,
    startedAt: '2026-11-21T08:00:01.000Z',
    endedAt: null,
    v: 3,
    standing: 'Running: sending the change to ontap-01.',
    expected: null,
    ...over,
  };
}

export function aTask(over: Partial<TaskDetail> = {}): TaskDetail {
  return {
    ...aTaskSummary(),
    steps: [
      {
        key: 'check',
        title: 'Check that nothing moved',
        state: 'done',
        startedAt: '2026-11-21T08:00:01.000Z',
        endedAt: '2026-11-21T08:00:02.000Z',
        attempts: 1,
        progress: null,
        note: 'The target is as it was when the change was planned.',
        expectedSeconds: null,
      },
      {
        key: 'apply',
        title: 'Send the change',
        state: 'running',
        startedAt: '2026-11-21T08:00:02.000Z',
        endedAt: null,
        attempts: 1,
        progress: { total: 100, completed: 40, message: 'Adding key servers' },
        note: null,
        expectedSeconds: null,
      },
      {
        key: 'await_upstream',
        title: 'Wait for the target',
        state: 'waiting',
        startedAt: null,
        endedAt: null,
        attempts: 0,
        progress: null,
        note: null,
        expectedSeconds: null,
      },
      {
        key: 'verify',
        title: 'Read back and compare',
        state: 'waiting',
        startedAt: null,
        endedAt: null,
        attempts: 0,
        progress: null,
        note: null,
        expectedSeconds: null,
      },
    ],
    events: [
      {
        seq: 11,
        at: '2026-11-21T08:00:00.000Z',
        type: 'task.state',
        text: 'Queued.',
      },
      {
        seq: 12,
        at: '2026-11-21T08:00:01.000Z',
        type: 'task.state',
        text: 'Started.',
      },
      {
        seq: 13,
        at: '2026-11-21T08:00:02.000Z',
        type: 'task.step',
        text: 'Sending the change.',
      },
    ],
    eventsBefore: null,
    approvedBy: [REVIEWER],
    explanation: null,
    verification: null,
    upstreamTaskId: null,
    upstreamResult: null,
    upstream: null,
    caution: null,
    following: false,
    actions: { cancel: CANNOT, retry: CANNOT, reconcile: CANNOT },
    ...over,
  };
}

/** A new change that no draft is kept of yet. */
export function noDraft() {
  return {
    opened: null,
    reasons: { reason: '', ticket: '' },
    onKept: () => undefined,
    onDiscarded: () => undefined,
  };
}
