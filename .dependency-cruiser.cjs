// Which code may see which. Every comment names the way to go instead.
const ownCode = '^(apps|packages)/';
const testCode = '(\\.test\\.tsx?$|/test/|/testing/|^apps/e2e/|^bench/)';
const clients = '^packages/(vcenter|esx|ontap)-client/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cross-app',
      severity: 'error',
      comment:
        'Apps never import apps. Put what both need into packages/contract (shapes) or a package of its own.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-sees-contract-ui-pki-messages-only',
      severity: 'error',
      comment:
        'Browser code never shares a package with code that holds credentials. Ask the BFF through packages/contract, or move pure code to contract, ui or pki.',
      from: { path: '^apps/web/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/(contract|ui|pki|messages)/',
      },
    },
    {
      name: 'ui-is-presentational',
      severity: 'error',
      comment:
        'packages/ui has no router and no data. Pass values and callbacks as props from apps/web. What it shares with the page without scripts is pure text: contract/visible-text.',
      from: { path: '^packages/ui/' },
      to: {
        path: [ownCode, 'node_modules/@tanstack/'],
        pathNot:
          '^packages/(ui/|messages/src/|contract/src/visible-text\\.ts$)',
      },
    },
    {
      name: 'messages-know-nobody',
      severity: 'error',
      comment:
        'packages/messages is the words of the pages and how they are put together. What is said where belongs to the component that says it.',
      from: { path: '^packages/messages/' },
      to: { path: ownCode, pathNot: '^packages/messages/' },
    },
    {
      name: 'contract-sees-zod-only',
      severity: 'error',
      comment:
        'packages/contract is what everybody shares, so it imports zod alone. Put code that needs more beside its user.',
      from: { path: '^packages/contract/src/', pathNot: testCode },
      to: { pathNot: '^(packages/contract/src/|node_modules/zod/)' },
    },
    {
      name: 'pki-does-no-io',
      severity: 'error',
      comment:
        'packages/pki is pure and runs in the browser too. Do the reading and the handshakes in the caller and pass bytes or text in.',
      from: { path: '^packages/pki/src/', pathNot: testCode },
      to: {
        path: [
          '^(node:)?(fs|net|tls|http|https|http2|dgram|dns|child_process|os|worker_threads)(/|$)',
          ownCode,
        ],
        pathNot: '^packages/(pki|contract)/',
      },
    },
    {
      name: 'proofs-stand-alone',
      severity: 'error',
      comment:
        'packages/approval-proof and packages/audit-proof must be readable and runnable by somebody who trusts neither the console nor its database: contract and pure libraries alone. Read files in its bin/, rows in apps/bff.',
      from: {
        path: '^packages/(approval|audit)-proof/src/',
        pathNot: testCode,
      },
      to: {
        path: [
          '^(node:)?(fs|net|tls|http|https|http2|dgram|dns|child_process|os|worker_threads)(/|$)',
          ownCode,
        ],
        pathNot: '^packages/(approval-proof|audit-proof|contract)/',
      },
    },
    {
      name: 'secrets-stand-alone',
      severity: 'error',
      comment:
        'packages/secrets knows nobody, so that it can be read in one sitting. Pass what it needs as arguments.',
      from: { path: '^packages/secrets/src/' },
      to: { path: ownCode, pathNot: '^packages/secrets/' },
    },
    {
      name: 'engine-knows-no-vendor',
      severity: 'error',
      comment:
        'The task engine knows queue, lease, steps and events. Hand vendor and operation knowledge to it as step functions, from apps/bff/src/operations.',
      from: { path: '^packages/task-engine/' },
      to: {
        path: [ownCode, 'node_modules/(express|undici)/'],
        pathNot: '^packages/(task-engine|contract|database)/',
      },
    },
    {
      name: 'database-knows-no-domain',
      severity: 'error',
      comment:
        'packages/database holds connection, migrations and the server. Rules about changes and tasks belong into apps/bff or packages/task-engine.',
      from: { path: '^packages/database/src/' },
      to: { path: ownCode, pathNot: '^packages/database/' },
    },
    {
      name: 'upstream-http-knows-no-vendor',
      severity: 'error',
      comment:
        'upstream-http is transport alone. Put what is particular to a vendor into its client.',
      from: { path: '^packages/upstream-http/' },
      to: {
        path: ownCode,
        pathNot: '^packages/(upstream-http|contract|secrets|pki)/',
      },
    },
    {
      name: 'clients-know-no-workflow',
      severity: 'error',
      comment:
        'A client is one vendor call per function. Compose calls in apps/bff/src/operations; take errors and shapes from contract and upstream-http.',
      from: { path: clients },
      to: {
        path: ownCode,
        pathNot: '^packages/(contract|secrets|upstream-http|pki|[^/]+-client)/',
      },
    },
    {
      name: 'kmip-probe-knows-no-workflow',
      severity: 'error',
      comment:
        'The KMIP probe is one look at one key server. Which servers, when, and what becomes of the result belongs into apps/bff/src/handshakes.',
      from: { path: '^packages/kmip-probe/' },
      to: {
        path: ownCode,
        pathNot: '^packages/(kmip-probe|contract|secrets|upstream-http|pki)/',
      },
    },
    {
      name: 'kmip-wire-stands-alone',
      severity: 'error',
      comment:
        'kmip-probe/src/wire is bytes and messages alone, so that the simulated key server can share it. Put what connects or judges beside it.',
      from: { path: '^packages/kmip-probe/src/wire/', pathNot: testCode },
      to: { pathNot: '^packages/kmip-probe/src/wire/' },
    },
    {
      name: 'no-sibling-clients',
      severity: 'error',
      comment:
        'Clients never import clients. Put what two of them need into upstream-http.',
      from: { path: '^packages/([^/]+)-client/' },
      to: { path: '^packages/[^/]+-client/', pathNot: '^packages/$1-client/' },
    },
    {
      name: 'simulators-see-wire-only',
      severity: 'error',
      comment:
        'A simulator that shared code with a client would share its mistakes. Import @keyward/<vendor>-client/wire or @keyward/kmip-probe/wire and nothing else of ours.',
      from: { path: '^packages/simulators/src/', pathNot: testCode },
      to: {
        path: ownCode,
        pathNot: '^packages/(simulators/|([^/]+-client|kmip-probe)/src/wire/)',
      },
    },
    {
      name: 'no-sibling-features',
      severity: 'error',
      comment:
        'Features never import features. Compose them in a page, or move what both need to apps/web/src/api, form or packages/ui.',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: {
        path: '^apps/web/src/features/',
        pathNot: '^apps/web/src/features/$1/',
      },
    },
    {
      name: 'no-sibling-operations',
      severity: 'error',
      comment:
        'Operations never import operations. Move what both need beside the folders, or into the client.',
      from: { path: '^apps/(bff|web)/src/operations/([^/]+)/' },
      to: {
        path: '^apps/$1/src/operations/[^/]+/',
        pathNot: '^apps/$1/src/operations/$2/',
      },
    },
    {
      name: 'reveal-only-in-clients',
      severity: 'error',
      comment:
        'Only the three clients open a secret, at the moment they send it, and the KMIP probe a key to sign a handshake with. Pass the Secret itself on.',
      from: {
        pathNot: [
          '^packages/secrets/',
          clients,
          '^packages/kmip-probe/src/client-key\\.ts$',
        ],
      },
      to: { path: '^packages/secrets/src/reveal\\.ts$' },
    },
    {
      name: 'upstream-http-only-in-clients',
      severity: 'error',
      comment:
        'Upstream calls go through a client. Add a function to packages/<vendor>-client and call that.',
      from: {
        path: ownCode,
        pathNot: [
          '^packages/upstream-http/',
          clients,
          '^packages/kmip-probe/',
          '^apps/bff/src/connections/',
          // They watch calls that clients make, and make none.
          '^apps/bff/src/(?:upstream-calls|fail-points)/',
          '^apps/bff/src/metrics/upstream-figures\\.ts$',
          '^apps/bff/src/(?:main|start-console)\\.ts$',
          testCode,
        ],
      },
      to: { path: '^packages/upstream-http/' },
    },
    {
      name: 'enter-packages-through-exports',
      severity: 'error',
      comment:
        'Import a package by its name (@keyward/…), never by a path into it; add an entry to its exports when something is missing.',
      from: { path: '^(?:apps|packages)/([^/]+)/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment:
        "The import leads nowhere. Correct the path, or add the entry to the package's exports.",
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.(css|svg|png|woff2)' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Files that need each other are one file, or lack a third that both import.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment:
        'Nobody imports this file and it imports nobody. Use it or delete it.',
      from: {
        orphan: true,
        path: '^(apps|packages)/[^/]+/src/',
        pathNot: ['\\.d\\.m?ts$', testCode],
      },
      to: {},
    },
    {
      name: 'no-dev-deps-in-src',
      severity: 'error',
      comment:
        'Product code runs without devDependencies. Move the package to dependencies, or the code to a test.',
      from: {
        path: '^(apps|packages)/[^/]+/src/',
        pathNot: [testCode, '\\.d\\.m?ts$', '^packages/tooling/'],
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only', 'npm'],
        pathNot: ownCode,
      },
    },
    {
      name: 'no-test-code-in-src',
      severity: 'error',
      comment:
        'Product code never imports test code, test tools or the simulators. Move what is shared into the source.',
      from: {
        path: '^(apps|packages)/[^/]+/src/',
        pathNot: [
          testCode,
          '^packages/(tooling|simulators)/',
          '^packages/[^/]+/src/test-[^/]+\\.ts$',
        ],
      },
      to: {
        path: [
          '\\.test\\.tsx?$',
          '^(apps|packages)/[^/]+/test/',
          '^packages/[^/]+/src/test-[^/]+\\.ts$',
          '^packages/simulators/',
          'node_modules/(vitest|@vitest|@playwright|@testing-library|fast-check)/',
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|^packages/tooling/(src|bin)/.*\\.mjs$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: false,
  },
};
