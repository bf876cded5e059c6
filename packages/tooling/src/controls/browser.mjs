import { control } from './control.mjs';

const requestGate = 'apps/bff/src/http/request-gate.ts';
const securityHeaders = 'apps/bff/src/http/security-headers.ts';
const headersTest = 'apps/bff/test/defence/headers.test.ts';
const requestGateTest = 'apps/bff/test/request-gate.test.ts';

/** What keeps other sites, frames and foreign text out of a person’s browser. */
export const browserControls = [
  control(
    'B3',
    'Sec-Fetch-Site at the gate',
    [[requestGate, ": site === 'same-origin';", ': true;']],
    [
      requestGateTest,
      'is refused on every route with a cross-site page, and nothing is changed',
    ],
  ),
  control(
    'B3',
    'Origin at the gate',
    [
      [
        requestGate,
        'if (origin !== undefined && !origins.includes(origin)) return false;',
        '',
      ],
    ],
    [
      requestGateTest,
      'is refused on every route with a foreign origin, and nothing is changed',
    ],
  ),
  control(
    'B3',
    'our own header at the gate',
    [[requestGate, " || headers['x-keyward'] !== '1'", '']],
    [
      requestGateTest,
      'is refused on every route with no header of ours, and nothing is changed',
    ],
  ),
  control(
    'B3',
    'JSON only at the gate',
    [
      [
        requestGate,
        "if (!JSON_MEDIA_TYPE.test(headers['content-type'] ?? '')) {",
        'if (false) {',
      ],
    ],
    [
      requestGateTest,
      'is refused on every route with text/plain, and nothing is changed',
    ],
  ),
  control(
    'B3',
    'a try at the gate is audited',
    [
      [
        'apps/bff/src/http/dispatcher.ts',
        'await noteAtTheGate(parts, request, url, requestId, refusal);',
        '',
      ],
    ],
    [
      requestGateTest,
      'with somebody’s session is audited under their name, and logged with anybody’s',
    ],
  ),
  control(
    'B4',
    'Trusted Types',
    [[securityHeaders, "'require-trusted-types-for': [\"'script'\"],", '']],
    [headersTest, 'has its headers: whoAmI, GET by an admin'],
  ),
  control(
    'B4',
    'escaping in the page without scripts',
    [['apps/bff/src/review-page/html.ts', "'<': '&lt;',", "'<': '<',"]],
    [
      'apps/bff/test/defence/hostile-text.test.ts',
      'is text on the page without scripts, to the letter',
    ],
  ),
  control(
    'B4',
    'scripts of this console only',
    [
      [
        securityHeaders,
        "'script-src': [\"'self'\"],",
        "'script-src': [\"'self'\", \"'unsafe-inline'\"],",
      ],
    ],
    [headersTest, 'has its headers: whoAmI, GET by an admin'],
  ),
  control(
    'B6',
    'no frame around any page',
    [[securityHeaders, "'frame-ancestors': [\"'none'\"],", '']],
    [headersTest, 'has its headers: whoAmI, GET by an admin'],
  ),
  control(
    'B6',
    'headers on what never became a request',
    [['apps/bff/src/http/raw-refusal.ts', '  protect(response);\n', '']],
    [
      headersTest,
      'has its headers when it never became a request: no HTTP at all',
    ],
  ),
  control(
    'B6',
    'signing out clears the browser',
    [
      [
        'apps/bff/src/routes/session-routes.ts',
        '\'Clear-Site-Data\': \'"cache", "storage"\',',
        '',
      ],
    ],
    [headersTest, 'after signing out is nothing in this browser'],
  ),
  control(
    'B6',
    'nothing is cached',
    [
      [
        securityHeaders,
        "  sample.setHeader('Cache-Control', 'no-store');\n",
        '',
      ],
    ],
    [headersTest, 'has its headers: whoAmI, GET by an admin'],
  ),
  control(
    'B6',
    'a sign-in ends at a page of this console',
    [
      [
        'apps/web/src/pages/sign-in/local-path.ts',
        "url.pathname.startsWith('//');",
        'false;',
      ],
    ],
    [
      'apps/web/src/pages/sign-in/local-path.test.ts',
      'is the home page for "/.//evil.example/x"',
    ],
  ),
  control(
    'A10',
    'a link hides nothing in the form of a change',
    [
      [
        'apps/web/src/pages/new-change/start-text.ts',
        ".replace(BREAKING, ' ')",
        '',
      ],
    ],
    [
      'apps/web/src/pages/new-change/start-text.test.ts',
      'hides nothing below or beside what is seen of a field',
    ],
  ),
  control(
    'D7',
    'a list file runs nothing in a spreadsheet',
    [
      [
        'apps/web/src/list/csv.ts',
        "const isFormula = FORMULA.test(value ?? '');",
        'const isFormula = false;',
      ],
    ],
    [
      'apps/web/src/list/csv.test.ts',
      'lets a spreadsheet run nothing that starts with "=cmd|calc"',
    ],
  ),
];
