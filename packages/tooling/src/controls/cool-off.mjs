import { control } from './control.mjs';

const withdrawChange = 'apps/bff/src/changes/withdraw-change.ts';
const coolOffTest = 'apps/bff/test/policy/cool-off.test.ts';

/** The time in which others can still stop what two people agreed on. */
export const coolOffControls = [
  control(
    'A8',
    'the cool-off begins with the last approval',
    [
      [
        'apps/bff/src/changes/decide-change.ts',
        'if (coolOffMinutes === 0) {',
        'if (coolOffMinutes >= 0) {',
      ],
    ],
    [
      coolOffTest,
      'lets nothing claim it before its time, and says when that is',
    ],
  ),
  control(
    'A8',
    'the cool-off is counted again before sending',
    [
      [
        'apps/bff/src/tasks/check-step.ts',
        'await refuseTooEarly(parts, change);',
        '',
      ],
    ],
    [
      coolOffTest,
      'is counted again from the approvals before anything is sent',
    ],
  ),
  control(
    'A8',
    'any security admin cancels during the cool-off',
    [[withdrawChange, ' or ${isAdmin})))`', '))) and ${isAdmin} is not null`']],
    [coolOffTest, 'is used by any security admin to cancel'],
  ),
  control(
    'A8',
    'a cancellation is of one change',
    [[withdrawChange, "    .where('id', '=', id)\n", '']],
    [coolOffTest, 'is used by its requester to cancel'],
  ),
];
