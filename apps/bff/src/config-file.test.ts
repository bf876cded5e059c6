import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { ConfigError, readConfig } from './config.ts';

const directory = mkdtempSync(join(tmpdir(), 'keyward-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

const OIDC = { name: 'Example', roles: { admins: ['security_admin'] } };

function file(name: string, content: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const secret = file('secret', 'client-secret-of-the-test\n');
const config = file('good.json', JSON.stringify({ oidc: OIDC }));
const SIGN_IN = {
  KEYWARD_OIDC_ISSUER: 'https://idp.example',
  KEYWARD_OIDC_CLIENT_ID: 'keyward',
  KEYWARD_OIDC_CLIENT_SECRET_FILE: secret,
  KEYWARD_CONFIG_FILE: config,
};
const PRODUCTION = {
  KEYWARD_MODE: 'production',
  KEYWARD_KEK_FILE: '/etc/keyward/kek',
  KEYWARD_PUBLIC_URL: 'https://keyward.example',
  KEYWARD_TRUST_PROXY: '1',
};

function refusalOf(env: Record<string, string | undefined>): string {
  try {
    readConfig(env, []);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain('\n');
    expect(error.message).not.toContain('client-secret-of-the-test');
    return error.message;
  }
  return 'accepted';
}

describe('the organisation’s sign-in', () => {
  it('is off without settings', () => {
    expect(readConfig({}, []).oidc).toBeNull();
  });

  it('takes variables and file together, and keeps the secret in its file', () => {
    const { oidc } = readConfig({ ...PRODUCTION, ...SIGN_IN }, []);
    expect(oidc).toMatchObject({
      clientId: 'keyward',
      clientSecretFile: secret,
      groupsClaim: 'groups',
      scopes: ['profile', 'email'],
      roles: { admins: ['security_admin'] },
    });
    expect(oidc?.issuer.href).toBe('https://idp.example/');
    expect(JSON.stringify(oidc)).not.toContain('client-secret-of-the-test');
  });

  it.each([
    'KEYWARD_OIDC_ISSUER',
    'KEYWARD_OIDC_CLIENT_ID',
    'KEYWARD_OIDC_CLIENT_SECRET_FILE',
  ])('is refused without %s', (name) => {
    expect(refusalOf({ ...SIGN_IN, [name]: undefined })).toContain(name);
  });

  it('is refused without a mapping of groups', () => {
    const empty = file('empty.json', '{}');
    for (const path of [undefined, empty]) {
      expect(refusalOf({ ...SIGN_IN, KEYWARD_CONFIG_FILE: path })).toMatch(
        /^KEYWARD_CONFIG_FILE: .*groups/,
      );
    }
  });

  it.each([
    'http://idp.example',
    'ftp://idp.example',
    'idp.example',
    'https://user:pass@idp.example',
    'https://idp.example/?tenant=1',
  ])('is refused in production with the issuer %s', (issuer) => {
    const message = refusalOf({
      ...PRODUCTION,
      ...SIGN_IN,
      KEYWARD_OIDC_ISSUER: issuer,
    });
    expect(message).toMatch(/^KEYWARD_OIDC_ISSUER: /);
    expect(message).not.toContain('pass');
  });

  it('takes http in demo mode', () => {
    const demo = { ...SIGN_IN, KEYWARD_OIDC_ISSUER: 'http://127.0.0.1:9010' };
    expect(refusalOf(demo)).toBe('accepted');
  });

  it.each([
    ['that is not there', join(directory, 'missing'), 'cannot be opened'],
    ['that others can read', file('open', 's\n', 0o644), 'chmod 600'],
    ['with two lines', file('two', 'a\nb\n'), 'one line'],
    ['that is empty', file('nothing', '\n'), 'one line'],
    ['that is a folder', directory, 'no regular file'],
  ])('is refused with a secret file %s', (_, path, why) => {
    const message = refusalOf({
      ...SIGN_IN,
      KEYWARD_OIDC_CLIENT_SECRET_FILE: path,
    });
    expect(message).toMatch(/^KEYWARD_OIDC_CLIENT_SECRET_FILE: /);
    expect(message).toContain(why);
  });
});

describe('the configuration file', () => {
  it.each<[string, string, string]>([
    ['that is no JSON', '{', 'not valid JSON'],
    ['with a member nobody knows', '{"oicd":{}}', '/oicd is not known'],
    [
      'with a member misspelt inside a section',
      JSON.stringify({ oidc: { ...OIDC, groupClaim: 'g' } }),
      '/oidc/groupClaim is not known',
    ],
    [
      'with a role there is not',
      JSON.stringify({ oidc: { ...OIDC, roles: { admins: ['root'] } } }),
      '/oidc/roles/admins/0: ',
    ],
    [
      'that maps no group',
      JSON.stringify({ oidc: { ...OIDC, roles: {} } }),
      '/oidc/roles: ',
    ],
  ])('is refused %s', (name, content, why) => {
    const path = file(`${name.replaceAll(' ', '-')}.json`, content);
    const message = refusalOf({ KEYWARD_CONFIG_FILE: path });
    expect(message).toMatch(/^KEYWARD_CONFIG_FILE: /);
    expect(message).toContain(why);
  });

  it('is refused when it is not there or everybody can write it', () => {
    const missing = join(directory, 'nowhere.json');
    expect(refusalOf({ KEYWARD_CONFIG_FILE: missing })).toContain('opened');
    const open = file('writable.json', '{}', 0o666);
    expect(refusalOf({ KEYWARD_CONFIG_FILE: open })).toContain('chmod o-w');
  });
});
