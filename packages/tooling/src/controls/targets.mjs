import { control } from './control.mjs';

const lookAgain = 'apps/bff/src/changes/look-again.ts';
const updateConnectionTest = 'apps/bff/test/policy/update-connection.test.ts';

/** Where a change goes: the target that was approved, while connections change. */
export const targetControls = [
  control(
    'A4',
    'the target is the one that was frozen',
    [
      [
        lookAgain,
        '  return digestOf(freezeTarget(record)) === digestOf(target);',
        '  return digestOf(freezeTarget(record)) !== digestOf({ target });',
      ],
    ],
    [
      updateConnectionTest,
      'and when it is altered between approval and sending, the other address gets no request',
    ],
  ),
  control(
    'A4',
    'an address altered behind the console’s back',
    [
      [
        lookAgain,
        '  return digestOf(freezeTarget(record)) === digestOf(target);',
        '  return digestOf(freezeTarget(record)) !== digestOf({ target });',
      ],
    ],
    [
      updateConnectionTest,
      'an address altered behind the console’s back is found when somebody approves',
    ],
  ),
  control(
    'A4',
    'a new address makes waiting changes stale',
    [
      [
        'apps/bff/src/operations/console-update-connection/effect.ts',
        'sql<boolean>`connection_id = ${record.id}`',
        'sql<boolean>`connection_id = ${record.id} and false`',
      ],
    ],
    [
      updateConnectionTest,
      'its new address makes them stale at once, and hears nothing of them',
    ],
  ),
  control(
    'A4',
    'a client for the approved target only',
    [
      [
        'apps/bff/src/tasks/run-of.ts',
        'if (digestOf(freezeTarget(record)) !== digestOf(change.target)) {',
        "if (digestOf(record.id) === '') {",
      ],
    ],
    [
      updateConnectionTest,
      'and even past its check, a task is given no client for another address',
    ],
  ),
  control(
    'A4',
    'the certificate is the one that was given',
    [
      [
        'apps/bff/src/operations/console-update-connection/index.ts',
        '  lookOutside,\n  plan',
        '  plan',
      ],
    ],
    [
      updateConnectionTest,
      'is refused when the target shows another certificate than the one given, or may not be reached',
    ],
  ),
];
