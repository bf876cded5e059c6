import { control } from './control.mjs';

const verifyApprovalTest = 'apps/bff/test/passkeys/verify-approval.test.ts';
const proveApproval = 'packages/approval-proof/src/prove-approval.ts';
const verifyExport = 'packages/approval-proof/src/verify-export.ts';

/** What `verify-approval` finds in an exported change. */
export const approvalProofControls = [
  control(
    'A2',
    'verify-approval: the digest',
    [
      [
        verifyExport,
        'if (digestOfExport(change) !== change.digest) {',
        "if (change.digest === '') {",
      ],
    ],
    [
      verifyApprovalTest,
      'names a digest that does not fit when what is sent was altered',
    ],
  ),
  control(
    'B9',
    'verify-approval: the pinned keys',
    [
      [
        proveApproval,
        "if (pin !== null && !pin.fingerprints.has(fingerprint ?? '')) {",
        "if (pin !== null && fingerprint === '') {",
      ],
    ],
    [verifyApprovalTest, 'refuses a pinned approver whose key is another one'],
  ),
  control(
    'A7',
    'verify-approval: one key twice',
    [
      [
        verifyExport,
        'if (hasTwice(approvals.flatMap(({ fingerprint }) => fingerprint ?? []))) {',
        'if (approvals.length > 9) {',
      ],
    ],
    [verifyApprovalTest, 'finds one key under two people'],
  ),
  control(
    'A1',
    'verify-approval: the requester as approver',
    [
      [
        proveApproval,
        '    foldName(person.id) === foldName(requester.id) ||\n    foldName(person.username) === foldName(requester.username)\n',
        "    person.id === ''\n",
      ],
    ],
    [verifyApprovalTest, 'finds the requester as approver'],
  ),
  control(
    'A7',
    'verify-approval: the number of approvals',
    [
      [
        verifyExport,
        'if (given >= needed) return [];',
        'if (given >= 0) return [];',
      ],
    ],
    [verifyApprovalTest, 'finds an approval away'],
  ),
  control(
    'B9',
    'verify-approval: an approval without a signature',
    [
      [
        verifyExport,
        "({ standing }) => standing === 'proved'",
        "({ standing }) => standing !== 'forged'",
      ],
    ],
    [
      verifyApprovalTest,
      'says that an approval by password is not signed, and never calls it proved',
    ],
  ),
];
