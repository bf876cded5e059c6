import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { sameAsCurl } from './curl.ts';
import { hostileRequest } from '../testing/hostile-requests.ts';
import { requestUrl } from './request-url.ts';
import type { SameAsSource } from './same-as.ts';
import { exampleOf } from './sources.testing.ts';

/** What the shell hands to curl: its arguments, by a function that stands in for it. Fails on what is no script. */
function argumentsOf(script: string): string[] {
  const out = execFileSync('sh', ['-s'], {
    input: `curl() { printf '%s\\0' "$@"; }\n${script}\n`,
    env: {},
    encoding: 'utf8',
  });
  return out.split('\0').slice(0, -1);
}

/** The value of each option, by name; `variable` and headers are many. */
function optionsOf(words: readonly string[]): Map<string, string[]> {
  const options = new Map<string, string[]>();
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? '';
    expect(word).toMatch(/^--[a-z-]+$/);
    if (word === '--fail-with-body' || word === '--globoff') {
      options.set(word, []);
      continue;
    }
    place += 1;
    options.set(word, [...(options.get(word) ?? []), words[place] ?? '']);
  }
  return options;
}

/** curl's own rule: `\{{` is two braces, `{{name:json}}` the variable as JSON without its quotes, nothing if it is unknown. */
function expand(
  text: string,
  variables: Readonly<Record<string, string>>,
): string {
  return text.replace(
    /\\\{\{|\{\{(\w+)(?::json)?\}\}/g,
    (_, name: string | undefined) =>
      name === undefined
        ? '{{'
        : JSON.stringify(variables[name] ?? '').slice(1, -1),
  );
}

describe('a request for curl', () => {
  it(
    'reaches curl byte for byte, whatever is in it',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(hostileRequest, ({ source, body, secrets }) => {
          const options = optionsOf(argumentsOf(sameAsCurl(source).text));
          expect(options.get('--request')).toEqual([source.request.method]);
          expect(options.get('--url')).toEqual([requestUrl(source)]);
          const plain = options.get('--data-raw');
          const expanded = options.get('--expand-data-raw');
          expect([plain, expanded].filter(Boolean)).toHaveLength(1);
          expect(plain?.[0] ?? expand(expanded?.[0] ?? '', secrets)).toBe(body);
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each([
    '{{',
    'a{{b}}',
    '\\{{',
    '{{{{',
    '{{SECRET_KEY_DERIVATION_KEY:json}}',
  ])('lets %s in a value name no variable', (value) => {
    const source = exampleOf('esx.create-native-provider');
    const spec = { key_derivation_key: { $secret: '/keyDerivationKey' } };
    const body = { provider: value, native_spec: spec };
    const options = optionsOf(
      argumentsOf(
        sameAsCurl({ ...source, request: { ...source.request, body } }).text,
      ),
    );
    expect(
      expand(options.get('--expand-data-raw')?.[0] ?? '', {
        SECRET_KEY_DERIVATION_KEY: 'x',
      }),
    ).toBe(
      JSON.stringify({
        provider: value,
        native_spec: { key_derivation_key: 'x' },
      }),
    );
  });

  it('runs nothing else: what comes before only ever writes the files it names', () => {
    fc.assert(
      fc.property(hostileRequest, ({ source }) => {
        const { before = '' } = sameAsCurl(source);
        const stubs = ['openssl', 'test', 'cut']
          .map((name) => `${name}() { return 1; }`)
          .join('\n');
        execFileSync('sh', ['-n'], { input: before });
        const { trust } = source.target;
        if (trust.mode === 'pin') return;
        const out = execFileSync('sh', ['-s'], {
          input: `${stubs}\n${before.replace(/>target-ca\.pem$/, '')}\n`,
          env: {},
          encoding: 'utf8',
        });
        expect(out).toBe(`${trust.pem.toWellFormed()}\n`);
      }),
      { numRuns: 60 },
    );
  });

  it('never turns the check of the certificate off, and trusts nothing of the system', () => {
    for (const mode of ['pin', 'ca'] as const) {
      const text = sameAsCurl(exampleOf('ontap.add-key-servers', mode)).text;
      expect(text).not.toMatch(/ -k\b|--insecure/);
      expect(text).toContain("--capath '/dev/null'");
    }
  });

  it.each([
    ['that is pinned', 'ab'.repeat(32), ['target-key.pem', 'target.pem']],
    ['of somebody else', 'cd'.repeat(32), ['target.pem']],
  ])('takes the public key out of a certificate, one %s', (_, shown, files) => {
    const folder = mkdtempSync(join(tmpdir(), 'same-as-'));
    const { before = '', text } = sameAsCurl(
      exampleOf('ontap.add-key-servers', 'pin'),
    );
    const openssl = `openssl() { case "$*" in dgst*) echo '${shown} *stdin' ;; esac; }`;
    spawnSync('sh', ['-s'], { cwd: folder, input: `${openssl}\n${before}\n` });
    expect(text).toContain("--pinnedpubkey 'target-key.pem'");
    expect(readdirSync(folder).sort()).toEqual(files);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      'vcenter.generate-provider-csr',
      'vmware-api-session-id: {{VCENTER_SESSION:trim}}',
    ],
    [
      'esx.create-native-provider',
      'vmware-api-session-id: {{ESX_SESSION:trim}}',
    ],
    ['ontap.add-key-servers', '{{ONTAP_USER}}:{{ONTAP_PASSWORD}}'],
    [
      'vcenter.register-expanded-token',
      'Authorization: Bearer {{SECRET_OVERFLOW_TOKEN:trim}}',
    ],
  ] as const)('signs in for %s as the console does', (operation, words) => {
    const text = sameAsCurl(exampleOf(operation, 'ca')).text;
    expect(text).toContain(`'${words}'`);
  });

  it('imports each secret once, a private key from a file', () => {
    const text = sameAsCurl(
      exampleOf('vcenter.update-provider-client-certificate', 'ca'),
    ).text;
    expect(text.match(/--variable '[^']*'/g)).toEqual([
      "--variable 'SECRET_KEY_SOURCE_PRIVATE_KEY@private-key.pem'",
      "--variable '%VCENTER_SESSION'",
    ]);
  });

  it('sends no body and no type where the console sends none', () => {
    const source: SameAsSource = exampleOf(
      'vcenter.generate-provider-csr',
      'ca',
    );
    expect(sameAsCurl(source).text).not.toMatch(/data-raw|Content-Type/);
  });
});
