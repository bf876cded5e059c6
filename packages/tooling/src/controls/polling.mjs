import { control } from './control.mjs';

const polling = 'apps/bff/src/polling';
const fanIn = 'apps/bff/test/polling/fan-in.test.ts';
const replicas = 'apps/bff/test/polling/replicas.test.ts';
const gate = 'apps/bff/src/upstream-calls/call-gate.ts';
const gateTest = 'apps/bff/src/upstream-calls/call-gate.test.ts';
const submitting = 'apps/bff/test/target-faults/submitting.test.ts';
const following = 'apps/bff/test/target-faults/following.test.ts';
const names = 'apps/bff/test/target-faults/name-service.test.ts';
const several = 'apps/bff/test/target-faults/several-servers.test.ts';

/** Asking targets about their tasks, and leaving them alone. */
export const pollingControls = [
  control(
    'F12',
    'only a task that is asked for by itself counts as forgotten',
    [
      [
        `${polling}/vcenter-tasks.ts`,
        '      const single = await getSingle(tasks, id);',
        "      const single: Sighting = isListing ? { seen: 'forgotten' } : await getSingle(tasks, id);",
      ],
    ],
    [
      fanIn,
      'asks singly for what the list leaves out before it counts as forgotten',
    ],
  ),
  control(
    'F14',
    'a refusal of several parts proves of none that it is not there',
    [
      [
        'apps/bff/src/operations/ontap-add-key-servers/index.ts',
        '  isOfParts: (input) => input.servers.length > 1,\n',
        '',
      ],
    ],
    [several, 'is told of part by part, and gets nothing twice'],
  ),
  control(
    'F14',
    'nor does a job that fails',
    [
      [
        'apps/bff/src/tasks/await-step.ts',
        'if (!mayBeInPart && provesNothingHappened(',
        'if (provesNothingHappened(',
      ],
    ],
    [
      several,
      'has the reason of its job’s failure told, and what the job did before',
    ],
  ),
  control(
    'F14',
    'a part that is there is named',
    [
      [
        'apps/bff/src/operations/ontap-add-key-servers/read-back.ts',
        '    seen: notAll(input, present, missing),\n',
        '',
      ],
    ],
    [several, 'is told of part by part, and gets nothing twice'],
  ),
  control(
    'F17',
    'one replica asks a target',
    [
      [
        `${polling}/poller-lease.ts`,
        '        where held.lease_until <= now()\n',
        '',
      ],
    ],
    [replicas, 'is had by one of many that want it at once'],
  ),
  control(
    'F17',
    'who lost the lease writes nothing more',
    [
      [
        `${polling}/shared-watches.ts`,
        'and poller.fence = ${fence} and poller.lease_until > now()',
        '',
      ],
    ],
    [replicas, 'lets nobody write who has lost it'],
  ),
  control(
    'F39',
    'a target that does not answer gets a pause',
    [[gate, '    if (waitMs > 0) throw heldBack(system, waitMs);\n', '']],
    [gateTest, 'closes for 30 s after five calls in a row without an answer'],
  ),
  control(
    'F39',
    'a name that cannot be resolved counts as silence',
    [
      [
        'packages/upstream-http/src/connect-failure.ts',
        "error.reason === 'unresolvable'",
        "error.reason === 'bad_host'",
      ],
    ],
    [
      names,
      'does not know the name is asked five times, and then not for 30 s',
    ],
  ),
  control(
    'F39',
    'an address is not looked up for ever',
    [
      [
        'apps/bff/src/connections/probe-endpoint.ts',
        'await lookUpChecked(parts.egress, host, port, { timeoutMs });',
        'await parts.egress.check(host, port);',
      ],
    ],
    [names, 'says nothing is waited for no longer than a target'],
  ),
  control(
    'F6',
    'an absurd Retry-After is cut',
    [
      [
        'packages/upstream-http/src/retry-after.ts',
        'return Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS);',
        'return Math.max(wait, 0);',
      ],
    ],
    ['packages/upstream-http/src/retry-after.test.ts', 'as thirty years'],
  ),
  control(
    'F6',
    'what a busy target may have taken is looked for before it is sent again',
    [
      [
        'apps/bff/src/tasks/apply-step.ts',
        '  if (meaning === null) return null;\n',
        '  return null;\n',
      ],
    ],
    [submitting, 'gets the time it asks for, and then the change, once'],
  ),
  control(
    'F7',
    'a poll does not sign in again and again',
    [
      [
        'packages/upstream-http/src/session/pooled-session.ts',
        '    this.#limiter.giveUp(this.#method.refusal(second));\n',
        '',
      ],
    ],
    [
      following,
      'is opened at most twice in five minutes when no session is good enough',
    ],
  ),
];
