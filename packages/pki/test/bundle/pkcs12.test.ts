import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readPkcs12 } from '../../src/bundle/pkcs12/read-pkcs12.ts';
import { makePkcs12, PASSWORD } from './pkcs12-files.ts';
import { type Made, openWorkshop } from './workshop.ts';

/** OpenSSL 3 with its old ciphers; without it, only files of our own making are opened. */
const hasOpenSsl = canRun(['list', '-providers', '-provider', 'legacy']);

function canRun(args: readonly string[]): boolean {
  try {
    return execFileSync('openssl', args, {
      encoding: 'utf8',
      stdio: 'pipe',
    }).includes('legacy');
  } catch {
    return false;
  }
}

let leaf: Made;
let folder = '';
beforeAll(async () => {
  ({ leaf } = await openWorkshop());
  folder = mkdtempSync(join(tmpdir(), 'keyward-p12-'));
  writeFileSync(join(folder, 'key.pem'), leaf.keyPem);
  writeFileSync(join(folder, 'cert.pem'), leaf.pem);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function exported(password: string, args: readonly string[]) {
  const out = join(folder, 'out.p12');
  execFileSync('openssl', [
    ...['pkcs12', '-export', '-inkey', join(folder, 'key.pem')],
    ...['-in', join(folder, 'cert.pem'), '-out', out],
    ...['-passout', `pass:${password}`, ...args],
  ]);
  return Uint8Array.from(readFileSync(out));
}

async function reasonOf(
  der: Uint8Array<ArrayBuffer>,
  password: string | undefined,
): Promise<unknown> {
  const error: unknown = await readPkcs12(der, password).catch(
    (reason: unknown) => reason,
  );
  return error instanceof Error && 'reason' in error ? error.reason : error;
}

describe.skipIf(!hasOpenSsl)('opening PKCS#12 files of OpenSSL', () => {
  it.each([
    ['PBES2 with AES-256', []],
    [
      'PBES2 with AES-128 and Triple DES',
      ['-keypbe', 'DES-EDE3-CBC', '-certpbe', 'AES-128-CBC'],
    ],
    ['RC2-40 and Triple DES', ['-legacy']],
    [
      'RC2-128 and Triple DES with two keys',
      ['-legacy', '-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-2DES'],
    ],
    [
      'Triple DES and a SHA-1 code',
      [
        '-keypbe',
        'PBE-SHA1-3DES',
        '-certpbe',
        'PBE-SHA1-3DES',
        '-macalg',
        'sha1',
      ],
    ],
    ['a SHA-512 code and many rounds', ['-macalg', 'sha512', '-iter', '20000']],
    ['no encryption at all', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['no integrity code', ['-nomac']],
  ])('reads %s', async (_what, args) => {
    const der = exported(PASSWORD, args);
    const { certificates, keys } = await readPkcs12(der, PASSWORD);
    expect(certificates.map((each) => Buffer.from(each))).toEqual([leaf.der]);
    expect(keys).toHaveLength(1);
    // Without an integrity code only the ciphers tell.
    await expect(reasonOf(der, 'wrong')).resolves.toBe('password_wrong');
  });

  it('opens a file with an empty password without asking', async () => {
    const { keys } = await readPkcs12(exported('', []), undefined);
    expect(keys).toHaveLength(1);
  });

  it('refuses RC4 by name of what it is not', async () => {
    const der = exported(PASSWORD, ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128']);
    await expect(reasonOf(der, PASSWORD)).resolves.toBe('unsupported');
  });
});

describe('opening a PKCS#12 file', () => {
  it('gives its certificates and keys, and only for its password', async () => {
    const der = Uint8Array.from(makePkcs12([leaf], [leaf]));
    const { certificates, keys } = await readPkcs12(der, PASSWORD);
    expect(Buffer.from(certificates[0] ?? [])).toEqual(leaf.der);
    expect(Buffer.from(keys[0] ?? [])).toEqual(
      leaf.key.export({ type: 'pkcs8', format: 'der' }),
    );
    await expect(reasonOf(der, undefined)).resolves.toBe('password_needed');
    await expect(reasonOf(der, `${PASSWORD} `)).resolves.toBe('password_wrong');
  });
});
