import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files as a certification authority hands them out: its own certificate as DER, and the client's as PKCS#12. */
export interface CertificateFiles {
  files: { name: string; base64: string }[];
  password: string;
  /** The client's private key, to look for where it must not be. */
  privateKey: string;
}

export function hasOpenSsl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const NEW_KEY = [
  ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ...['-nodes', '-keyout'],
];
const EXTENSIONS = `basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
`;

/** Made with OpenSSL and thrown away; the PKCS#12 file is protected in the old way, as many tools still do it. */
export function certificateFiles(): CertificateFiles {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-ca-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' });
  };
  const password = 'a password of this test';
  try {
    writeFileSync(at('client.ext'), EXTENSIONS);
    openssl(
      ...['req', '-x509', ...NEW_KEY, at('ca.key'), '-out', at('ca.pem')],
      ...['-subj', '/CN=Lab Issuing CA', '-days', '900'],
    );
    openssl(
      ...['req', ...NEW_KEY, at('client.key'), '-out', at('client.csr')],
      ...['-subj', '/CN=kmip-dropped'],
    );
    openssl(
      ...['x509', '-req', '-in', at('client.csr'), '-days', '365'],
      ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
      ...['-extfile', at('client.ext'), '-out', at('client.pem')],
    );
    openssl(
      ...['pkcs12', '-export', '-inkey', at('client.key')],
      ...['-in', at('client.pem'), '-out', at('client.p12')],
      ...['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'],
      ...['-macalg', 'sha1', '-passout', `pass:${password}`],
    );
    openssl(
      ...['x509', '-in', at('ca.pem'), '-outform', 'der'],
      ...['-out', at('ca.cer')],
    );
    return {
      files: ['ca.cer', 'client.p12'].map((name) => ({
        name,
        base64: readFileSync(at(name)).toString('base64'),
      })),
      password,
      privateKey: readFileSync(at('client.key'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
