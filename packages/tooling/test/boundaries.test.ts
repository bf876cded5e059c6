import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBoundaries } from '../src/boundaries.mjs';

/** One violating file for each rule, in a tree of their own. */
const violations: Record<string, Record<string, string>> = {
  'no-cross-app': { 'apps/bff/src/a.ts': "import '../../web/src/b.ts';" },
  'web-sees-contract-ui-pki-messages-only': {
    'apps/web/src/c.ts': "import '@keyward/database';",
  },
  'ui-is-presentational': {
    'packages/ui/src/a.ts': "import '@keyward/contract';",
  },
  'messages-know-nobody': {
    'packages/messages/src/a.ts': "import '@keyward/contract';",
  },
  'contract-sees-zod-only': {
    'packages/contract/src/a.ts': "import 'node:fs';",
  },
  'proofs-stand-alone': {
    'packages/audit-proof/src/a.ts': "import 'node:fs';",
  },
  'pki-does-no-io': { 'packages/pki/src/a.ts': "import 'node:tls';" },
  'secrets-stand-alone': {
    'packages/secrets/src/a.ts': "import '@keyward/contract';",
  },
  'engine-knows-no-vendor': {
    'packages/task-engine/src/a.ts': "import '@keyward/ontap-client';",
  },
  'database-knows-no-domain': {
    'packages/database/src/a.ts': "import '@keyward/contract';",
  },
  'upstream-http-knows-no-vendor': {
    'packages/upstream-http/src/a.ts': "import '@keyward/database';",
  },
  'clients-know-no-workflow': {
    'packages/ontap-client/src/a.ts': "import '@keyward/database';",
  },
  'kmip-probe-knows-no-workflow': {
    'packages/kmip-probe/src/a.ts': "import '@keyward/database';",
  },
  'kmip-wire-stands-alone': {
    'packages/kmip-probe/src/wire/a.ts': "import 'node:tls';",
  },
  'no-sibling-clients': {
    'packages/esx-client/src/a.ts': "import '@keyward/ontap-client';",
  },
  'simulators-see-wire-only': {
    'packages/simulators/src/a.ts': "import '@keyward/ontap-client';",
  },
  'no-sibling-features': {
    'apps/web/src/features/one/a.ts': "import '../two/b.ts';",
    'apps/web/src/features/two/b.ts': 'export {};',
  },
  'no-sibling-operations': {
    'apps/bff/src/operations/one/a.ts': "import '../two/b.ts';",
    'apps/bff/src/operations/two/b.ts': 'export {};',
  },
  'reveal-only-in-clients': {
    'apps/bff/src/reveals.ts': "import '@keyward/secrets/reveal';",
  },
  'upstream-http-only-in-clients': {
    'apps/bff/src/calls.ts': "import '@keyward/upstream-http';",
  },
  'enter-packages-through-exports': {
    'apps/bff/src/reaches.ts': "import '../../../packages/pki/src/index.ts';",
  },
  'no-unresolvable': { 'apps/bff/src/lost.ts': "import './nowhere.ts';" },
  'no-circular': {
    'apps/bff/src/round-a.ts': "import './round-b.ts';",
    'apps/bff/src/round-b.ts': "import './round-a.ts';",
  },
  'no-orphans': { 'apps/bff/src/alone.ts': 'export const alone = 1;' },
  'no-dev-deps-in-src': { 'apps/bff/src/develops.ts': "import 'a-dev-tool';" },
  'no-test-code-in-src': {
    'apps/bff/src/tests.ts': "import './b.test.ts';",
    'apps/bff/src/b.test.ts': 'export {};',
  },
};

const packages = [
  'contract',
  'database',
  'ontap-client',
  'pki',
  'secrets',
  'upstream-http',
];

describe('the import rules', () => {
  let root: string;
  let problems: string[];

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'keyward-boundaries-'));
    layOut(root);
    for (const files of Object.values(violations)) {
      for (const [path, text] of Object.entries(files)) write(path, text);
    }
    problems = await checkBoundaries(root);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(Object.entries(violations))(
    '%s catches what breaks it',
    (rule, files) => {
      const [offender] = Object.keys(files);
      expect(
        problems.filter((problem) => problem.includes(`${rule}: ${offender}`)),
      ).not.toEqual([]);
    },
  );

  test('every rule has a violation here and names the way to go instead', async () => {
    const { default: config } =
      await import('../../../.dependency-cruiser.cjs');
    const rules = config.forbidden ?? [];
    expect(rules.map((rule) => rule.name).sort()).toEqual(
      Object.keys(violations).sort(),
    );
    for (const rule of rules) {
      expect(rule.comment?.length).toBeGreaterThan(40);
    }
  });

  test('a checker that skips a source file is itself a problem', async () => {
    write('packages/pki/src/dist/skipped.ts', 'export {};');
    expect((await checkBoundaries(root)).join('\n')).toContain(
      'modules-unread: 1 source files',
    );
  });

  function write(path: string, text: string): void {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

/** Packages as npm lays workspaces out: linked into node_modules, entered by their exports. */
function layOut(root: string): void {
  const put = (path: string, text: string): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('package.json', '{"name":"tree","private":true}');
  put(
    'tsconfig.json',
    '{"compilerOptions":{"module":"NodeNext","allowImportingTsExtensions":true,"noEmit":true}}',
  );
  put(
    'apps/bff/package.json',
    '{"name":"bff","devDependencies":{"a-dev-tool":"1.0.0"}}',
  );
  put('apps/web/src/b.ts', 'export {};');
  put(
    'node_modules/a-dev-tool/package.json',
    '{"name":"a-dev-tool","version":"1.0.0","main":"index.js"}',
  );
  put('node_modules/a-dev-tool/index.js', '');
  mkdirSync(join(root, 'node_modules/@keyward'), { recursive: true });
  for (const name of packages) {
    const exports = { '.': './src/index.ts', './reveal': './src/reveal.ts' };
    put(
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@keyward/${name}`, type: 'module', exports }),
    );
    put(`packages/${name}/src/index.ts`, 'export {};');
    symlinkSync(
      join(root, 'packages', name),
      join(root, 'node_modules/@keyward', name),
    );
  }
  put('packages/secrets/src/reveal.ts', 'export {};');
}
