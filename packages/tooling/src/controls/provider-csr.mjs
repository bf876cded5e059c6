import { control } from './control.mjs';

const test = 'apps/bff/test/provider-csr.test.ts';

/** A key that vCenter makes, and changes that must not be open beside each other. */
export const providerCsrControls = [
  control(
    'D4',
    'a CSR is read back past the task that made it',
    [
      [
        'apps/bff/src/operations/vcenter-generate-provider-csr/read-back.ts',
        'csr.publicKeySha256 === keyBefore(observed)\n',
        "csr.publicKeySha256 === ''\n",
      ],
    ],
    [
      test,
      'is contradicted when the provider does not have the CSR that its task handed out',
    ],
  ),
  control(
    'A6',
    'a preview names the open change that is in the way',
    [['apps/bff/src/changes/preflight.ts', '      ...conflicts,\n', '']],
    [test, 'do not overwrite a CSR that an open change answers'],
  ),
  control(
    'A6',
    'changes that exclude each other are looked for where the change is stored',
    [
      [
        'apps/bff/src/changes/submit-change.ts',
        '  refuseBlockers(await conflictChecks(journal.tx, { ...draft, id: null }));\n',
        '',
      ],
    ],
    [
      test,
      'are stored one after the other: of two new CSRs that come at once, one is refused',
    ],
  ),
  control(
    'A6',
    'changes that exclude each other are stored one after the other',
    [
      [
        'apps/bff/src/changes/submit-change.ts',
        '  await lockClaims(journal.tx, draft);\n',
        '',
      ],
    ],
    [
      test,
      'are stored one after the other: of two new CSRs that come at once, one is refused',
    ],
  ),
  control(
    'A6',
    'an approval looks for changes that exclude this one',
    [
      [
        'apps/bff/src/changes/decide-change.ts',
        '    refuseBlockers(await conflictChecksOf(journal.tx, change));\n',
        '',
      ],
    ],
    [test, 'are not approved beside each other, whatever brought them back'],
  ),
  control(
    'A6',
    'a task looks for changes that run and exclude its own',
    [
      [
        'apps/bff/src/tasks/check-step.ts',
        '  await refuseConflict(parts, change);\n',
        '',
      ],
    ],
    [
      test,
      'do not run beside each other: the one that starts later sends nothing',
    ],
  ),
  control(
    'A12',
    'what a change made is for those who read changes in full',
    [
      [
        'apps/bff/src/tasks/present-task.ts',
        '    level: seen.level,\n',
        '    ...seen,\n',
      ],
    ],
    [
      test,
      'is asked for, approved, handed out as a CSR and answered, without any key on the way',
    ],
  ),
];
