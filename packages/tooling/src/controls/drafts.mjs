import { control } from './control.mjs';

const refuseSecrets = 'apps/bff/src/drafts/refuse-secrets.ts';
const draftsTest = 'apps/bff/test/drafts.test.ts';
const followingTest = 'apps/bff/test/notifications/following.test.ts';
const homesTest = 'apps/bff/test/homes.test.ts';
const sameObjectTest = 'apps/bff/test/same-object.test.ts';

/** What is kept for one person, and what is told beside the changes themselves. */
export const draftControls = [
  control(
    'C3',
    'a draft keeps no member with a secret’s name',
    [
      [
        refuseSecrets,
        'if (SECRET_MEMBERS.has(letters(name))) {',
        'if (name === "") {',
      ],
    ],
    [
      draftsTest,
      'under any name that a secret of any operation has, however deep and whatever it holds',
    ],
  ),
  control(
    'C3',
    'a draft keeps no token',
    [[refuseSecrets, 'if (looksLikeToken(text)) {', 'if (text === "\\0") {']],
    [
      draftsTest,
      'not even a private key or a token in a field that is made for neither',
    ],
  ),
  control(
    'C3',
    'a draft that ended is not kept again',
    [
      [
        'apps/bff/src/drafts/save-draft.ts',
        '    await refuseEnded(tx, personId, id);\n',
        '    if (personId === id) await refuseEnded(tx, personId, id);\n',
      ],
    ],
    [
      draftsTest,
      'is not brought back by a save that comes after its end, however late and from whatever window',
    ],
  ),
  control(
    'A12',
    'a draft is its person’s own',
    [
      [
        'apps/bff/src/drafts/draft-record.ts',
        "    .where('draft.person_id', '=', personId);",
        ';',
      ],
    ],
    [
      draftsTest,
      'is nobody else’s: not to read, not to erase, not to overwrite',
    ],
  ),
  control(
    'A12',
    'a follower reads no phrase of the digest',
    [
      [
        'apps/bff/src/notifications/notices.ts',
        'phrase: null,\n          deadline: null,\n        },\n        personIds,',
        'phrase: phraseOf(change.digest),\n          deadline: null,\n        },\n        personIds,',
      ],
    ],
    [
      followingTest,
      'hears of a failure once, whether it concerns them anyhow or not',
    ],
  ),
  control(
    'A12',
    'a follower may still read',
    [
      [
        'apps/bff/src/following/followers.ts',
        "    .where('person.disabled_at', 'is', null)\n",
        '',
      ],
    ],
    [
      followingTest,
      'hears nothing after they stopped, or lost their role or their account',
    ],
  ),
  control(
    'A12',
    'who may decide is told to those who read changes in full',
    [
      [
        'apps/bff/src/changes/deciding.ts',
        "!caller.permissions.includes('changes:read-full')",
        'false',
      ],
    ],
    [homesTest, 'say to each person what keeps them from deciding'],
  ),
  control(
    'D5',
    'an altered row hides no other change',
    [
      [
        'apps/bff/src/changes/same-object.ts',
        'const input = json.safeParse(row.input);',
        'const input = { success: true, data: readChangeRow(row).input };',
      ],
      [
        'apps/bff/src/changes/same-object.ts',
        'import type { ChangeRecord }',
        'import { type ChangeRecord, readChangeRow }',
      ],
    ],
    [
      sameObjectTest,
      'is left out when somebody altered its row, and keeps nobody from the others',
    ],
  ),
];
