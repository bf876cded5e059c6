import { control } from './control.mjs';

const reviewPageTest = 'apps/bff/test/defence/review-page.test.ts';
const coveredSection = 'apps/web/src/features/changes/covered-section.tsx';
const useReading = 'apps/web/src/features/changes/use-reading.ts';
const reviewCoversTest = 'apps/web/src/pages/change/review-covers.test.tsx';
const visibleText = 'packages/contract/src/visible-text.ts';

/** What a reviewer sees, and what others may see of a change. */
export const readingControls = [
  control(
    'A10',
    'no invisible character in a review',
    [
      [
        coveredSection,
        'value: <VisibleText text={change.reason} />,',
        'value: change.reason,',
      ],
    ],
    [
      reviewCoversTest,
      'hides no character of anything that a person or a target said',
    ],
  ),
  control(
    'A10',
    'invisible characters on the page without scripts',
    [[visibleText, 'INVISIBLE.test(character) ||', '']],
    [reviewPageTest, 'shows every member of the digest whole, to the letter'],
  ),
  control(
    'A10',
    'letters that pass for others',
    [
      [
        visibleText,
        ' ||\n        (run.isWord && isForeign(character, run.text));',
        ';',
      ],
    ],
    [reviewCoversTest, 'says when a name mixes scripts'],
  ),
  control(
    'A10',
    'every warning is ticked before approving',
    [[useReading, 'unread: isAsked\n', 'unread: isAsked && done.size > 99\n']],
    [
      'apps/web/src/pages/change/change-page.test.tsx',
      'cannot be approved before every warning of a high-risk change is ticked',
    ],
  ),
  control(
    'A10',
    'folded changes are opened before approving',
    [
      [
        useReading,
        '...hiddenChanges(change.plan.differences).map',
        '...hiddenChanges([]).map',
      ],
    ],
    [
      reviewCoversTest,
      'cannot be approved before folded changes have been opened and the warning ticked',
    ],
  ),
  control(
    'A10',
    'what moved is looked at again',
    [
      [
        'apps/web/src/features/changes/approve-or-reject.tsx',
        '  if (hasMoved) {',
        '  if (hasMoved && change.id === "") {',
      ],
    ],
    [
      'apps/web/src/pages/change/sign-and-decide.test.tsx',
      'says what moved and cannot be approved before the person has looked again',
    ],
  ),
  control(
    'A10',
    'every member of the digest in the review',
    [
      [
        coveredSection,
        "    {\n      term: say('changes.nonce'),\n      value: (\n        <Shortened value={change.nonce} label={say('changes.nonce-inline')} />\n      ),\n    },\n",
        '',
      ],
    ],
    [reviewCoversTest, 'is all there: every member of the digest'],
  ),
  control(
    'A12',
    'permission of the route table',
    [
      [
        'apps/bff/src/http/dispatcher.ts',
        'if (admitted.caller?.permissions.includes(access) === true) return;',
        'return;',
      ],
    ],
    [
      'apps/bff/test/routes-by-role.test.ts',
      'listAudit is forbidden for the helpdesk',
    ],
  ),
  control(
    'A12',
    'the helpdesk reads an outline',
    [
      [
        'apps/bff/src/changes/present-change.ts',
        "if (!caller.permissions.includes('changes:read-full')) {",
        'if (caller.permissions.length === 0) {',
      ],
    ],
    [
      'apps/bff/test/read-model.test.ts',
      'is an outline with exactly the members of the allow-list',
    ],
  ),
  control(
    'B5',
    'the browser makes the challenge itself',
    [
      [
        'apps/web/src/step-up/sign-approval.ts',
        'if (options.challenge !== expected) {',
        "if (expected === '') {",
      ],
    ],
    [
      'apps/web/src/step-up/sign-approval.test.ts',
      'does not sign a challenge made of another digest',
    ],
  ),
  control(
    'B5',
    'the phrase is made of the digest',
    [
      [
        'packages/approval-proof/src/digest.ts',
        '(bits >> shift) & 0x7ffn',
        '(bits >> 0n) & 0x7ffn',
      ],
    ],
    [
      'packages/approval-proof/src/digest.test.ts',
      'is another one for every other first 44 bits',
    ],
  ),
  control(
    'B5',
    'the page without scripts computes the digest',
    [
      [
        'apps/bff/src/review-page/review-page.ts',
        'changeDigest(digestedChange(change)) === change.digest',
        'changeDigest(digestedChange(change)) !== ""',
      ],
    ],
    [
      reviewPageTest,
      'says so when what is stored no longer has the digest that is shown',
    ],
  ),
  control(
    'B5',
    'the sandbox of the page without scripts',
    [['apps/bff/src/review-page/page-style.ts', '; sandbox allow-forms', '']],
    [
      reviewPageTest,
      'has no script, no form, nothing from elsewhere, and a policy that allows its style alone',
    ],
  ),
];
