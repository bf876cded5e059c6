import { control } from './control.mjs';

const searchTest = 'apps/bff/test/search.test.ts';
const statusTest = 'apps/bff/test/status.test.ts';
const search = 'apps/bff/src/search/search.ts';

/** What can be found, and what is read out to a caller. */
export const lookupControls = [
  control(
    'A12',
    'only who reads changes in full searches their content',
    [
      [
        'apps/bff/src/search/id-queries.ts',
        "    !caller.permissions.includes('changes:read-full') ||\n",
        '',
      ],
    ],
    [
      searchTest,
      'comes from the fields that it reads anyway, never from what a change is about',
    ],
  ),
  control(
    'A12',
    'only who reads changes and estate finds certificates and key servers',
    [
      [
        search,
        "const readsContent = may.has('changes:read-full') && may.has('estate:read');",
        "const readsContent = may.has('changes:read');",
      ],
    ],
    [searchTest, 'holds no certificate and no key server'],
  ),
  control(
    'A12',
    'an address is found in parts only by who reads addresses',
    [
      [
        'apps/bff/src/search/find-connections.ts',
        "if (match === null || (match !== 'exact' && !mayRead)) return [];",
        'if (match === null || (match !== "exact" && mayRead === null)) return [];',
      ],
    ],
    [searchTest, 'names a host only for somebody who named it whole'],
  ),
  control(
    'A12',
    'only who manages people finds them',
    [[search, "may.has('people:manage')", "may.has('tasks:read')"]],
    [searchTest, 'finds people for those who may read people'],
  ),
  control(
    'A12',
    'a status tells a failure in words of the catalogue alone',
    [
      [
        'packages/contract/src/explanations/plain-failure.ts',
        'const sentence = code === null ? undefined : sentenceOf(operation, code);',
        'const sentence = code === null ? undefined : (sentenceOf(operation, code) ?? code);',
      ],
    ],
    [
      statusTest,
      'holds nothing that a person or a target wrote, wherever it was written',
    ],
  ),
  control(
    'A12',
    'a status of a host does not repeat its address',
    [
      [
        'apps/bff/src/status/read-status.ts',
        '.find(({ name }) => name.toLowerCase() === host)?.name ??\n        null,',
        '.find(({ name }) => name.toLowerCase() === host)?.name ??\n        host,',
      ],
    ],
    [
      statusTest,
      'by its address is every connection there, and no word of the address',
    ],
  ),
];
