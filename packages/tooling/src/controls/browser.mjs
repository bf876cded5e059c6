const gate = 'apps/bff/src/http/request-gate.ts';
const gateTest = 'apps/bff/test/request-gate.test.ts';
const headersTest = 'apps/bff/test/defence/headers.test.ts';
const reviewTest = 'apps/bff/test/defence/review-page.test.ts';

/** What keeps other sites, frames and foreign text out of a person's browser. */
export const browserControls = [
  {
    name: 'Sec-Fetch-Site at the gate',
    edits: [
      {
        file: gate,
        takeOut: ": site === 'same-origin';",
        putIn: ': true;',
      },
    ],
    test: {
      file: gateTest,
      name: 'is refused on every route with a cross-site page, and nothing is changed',
    },
  },
  {
    name: 'Origin at the gate',
    edits: [
      {
        file: gate,
        takeOut:
          'if (origin !== undefined && !origins.includes(origin)) return false;',
        putIn: '',
      },
    ],
    test: {
      file: gateTest,
      name: 'is refused on every route with a foreign origin, and nothing is changed',
    },
  },
  {
    name: 'our own header at the gate',
    edits: [
      { file: gate, takeOut: " || headers['x-keyward'] !== '1'", putIn: '' },
    ],
    test: {
      file: gateTest,
      name: 'is refused on every route with no header of ours, and nothing is changed',
    },
  },
  {
    name: 'JSON only at the gate',
    edits: [
      {
        file: gate,
        takeOut: "if (!JSON_MEDIA_TYPE.test(headers['content-type'] ?? '')) {",
        putIn: 'if (false) {',
      },
    ],
    test: {
      file: gateTest,
      name: 'is refused on every route with text/plain, and nothing is changed',
    },
  },
  {
    name: 'a try at the gate is audited',
    edits: [
      {
        file: 'apps/bff/src/http/dispatcher.ts',
        takeOut:
          'await noteAtTheGate(parts, request, url, requestId, refusal);',
        putIn: '',
      },
    ],
    test: {
      file: gateTest,
      name: 'with somebody’s session is audited under their name, and logged with anybody’s',
    },
  },
  {
    name: 'no stream for another site',
    edits: [
      {
        file: 'apps/bff/src/live/stream-request.ts',
        takeOut: "if (isForeign) throw new Refusal('csrf');",
        putIn: '',
      },
    ],
    test: {
      file: gateTest,
      name: 'opens no stream to a page of another site',
    },
  },
  {
    name: 'permission of the route table',
    edits: [
      {
        file: 'apps/bff/src/http/dispatcher.ts',
        takeOut:
          'if (admitted.caller?.permissions.includes(access) === true) return;',
        putIn: 'return;',
      },
    ],
    test: {
      file: 'apps/bff/test/routes-by-role.test.ts',
      name: 'listAudit is forbidden for the helpdesk',
    },
  },
  {
    name: 'no frame around any page',
    edits: [
      {
        file: 'apps/bff/src/http/security-headers.ts',
        takeOut: "'frame-ancestors': [\"'none'\"],",
        putIn: '',
      },
    ],
    test: {
      file: headersTest,
      name: 'has its headers: whoAmI, GET by an admin',
    },
  },
  {
    name: 'Trusted Types',
    edits: [
      {
        file: 'apps/bff/src/http/security-headers.ts',
        takeOut: "'require-trusted-types-for': [\"'script'\"],",
        putIn: '',
      },
    ],
    test: {
      file: headersTest,
      name: 'has its headers: whoAmI, GET by an admin',
    },
  },
  {
    name: 'headers on what never became a request',
    edits: [
      {
        file: 'apps/bff/src/http/raw-refusal.ts',
        takeOut: '  protect(request, response);\n',
        putIn: '',
      },
    ],
    test: {
      file: headersTest,
      name: 'has its headers when it never became a request: no HTTP at all',
    },
  },
  {
    name: 'signing out clears the browser',
    edits: [
      {
        file: 'apps/bff/src/routes/session-routes.ts',
        takeOut: '\'Clear-Site-Data\': \'"cache", "storage"\',',
        putIn: '',
      },
    ],
    test: {
      file: headersTest,
      name: 'after signing out is nothing in this browser',
    },
  },
  {
    name: 'escaping in the page without scripts',
    edits: [
      {
        file: 'apps/bff/src/review-page/html.ts',
        takeOut: "'<': '&lt;',",
        putIn: "'<': '<',",
      },
    ],
    test: {
      file: 'apps/bff/test/defence/hostile-text.test.ts',
      name: 'is text on the page without scripts, to the letter',
    },
  },
  {
    name: 'invisible characters on the page without scripts',
    edits: [
      {
        file: 'packages/contract/src/visible-text.ts',
        takeOut: 'INVISIBLE.test(character) ||',
        putIn: '',
      },
    ],
    test: {
      file: reviewTest,
      name: 'shows every member of the digest whole, to the letter',
    },
  },
  {
    name: 'the sandbox of the page without scripts',
    edits: [
      {
        file: 'apps/bff/src/review-page/page-style.ts',
        takeOut: '; sandbox allow-forms',
        putIn: '',
      },
    ],
    test: {
      file: reviewTest,
      name: 'has no script, no form, nothing from elsewhere, and a policy that allows its style alone',
    },
  },
];
