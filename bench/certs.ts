import { readCertificate } from '@keyward/pki';
import { createHash, X509Certificate } from 'node:crypto';

import { x509 } from '../packages/pki/test/support/certificates.ts';

/**
 * What reading a certificate costs: PEM taken apart and all facts, against the same facts from bare node:crypto in the
 * same run, and against a reader in JavaScript that must come out many times slower.
 */
const GOAL = 1.15;
const CERTIFICATES = 1_000;
const MADE = 40;
const ROUNDS = Number(process.argv[2] ?? 9);
const DAY_MS = 86_400_000;

type KeyPair = Awaited<ReturnType<typeof makeKeys>>;

async function makeKeys(kind: number) {
  return kind % 2 === 0
    ? crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ])
    : crypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
          hash: 'SHA-256',
        },
        true,
        ['sign', 'verify'],
      );
}

/** P-256 and RSA 2048 by turns, each tenth self-signed, with the names and uses of a client certificate. */
async function makePem(
  index: number,
  ca: KeyPair & { subject: string },
): Promise<string> {
  const keys = await makeKeys(index);
  const subject = `C=DE, O=Lab, CN=kms-${String(index)}.lab.test`;
  const isOwn = index % 10 === 0;
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: isOwn ? subject : ca.subject,
    publicKey: keys.publicKey,
    signingKey: isOwn ? keys.privateKey : ca.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 300 * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: `kms-${String(index)}.lab.test` },
        { type: 'ip', value: `10.0.0.${String(index % 250)}` },
      ]),
    ],
  });
  return certificate.toString('pem');
}

/** The control: the same facts, as anybody would ask node:crypto for them. */
function bareFacts(pem: string): object {
  const certificate = new X509Certificate(pem);
  const key = certificate.publicKey;
  const { subject, issuer } = certificate;
  return {
    subject,
    issuer,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
    publicKeySha256: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    keyType: [key.asymmetricKeyType, key.asymmetricKeyDetails],
    subjectAltNames: certificate.subjectAltName,
    isCa: certificate.ca,
    usages: certificate.keyUsage,
    selfSigned: subject === issuer && certificate.verify(key),
    pem: certificate.toString(),
  };
}

/** A control that is known to be slow: were it not, the figures would mean nothing. */
function slowFacts(pem: string): object {
  const certificate = new x509.X509Certificate(pem);
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    notAfter: certificate.notAfter,
    key: certificate.publicKey.rawData,
    usages: certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages,
    names: certificate.getExtension(x509.SubjectAlternativeNameExtension),
  };
}

/** So many of one reader, then of the next: whatever else the machine does meets all of them alike. */
const AT_ONCE = 20;

/**
 * Processor time of one pass over all certificates with each reader, in microseconds a certificate. The two that are
 * compared go by turns, first one and then the other first; the slow one by itself, so that nobody else pays for what it
 * leaves behind.
 */
async function runRound(): Promise<Record<ReaderName, number>> {
  const spent = { bare: 0, ours: 0, slow: 0 };
  const run = async (
    name: ReaderName,
    some: readonly string[],
  ): Promise<void> => {
    const before = process.cpuUsage();
    for (const pem of some) await READERS[name](pem);
    const { user, system } = process.cpuUsage(before);
    spent[name] += (user + system) / pems.length;
  };
  await run('slow', pems);
  globalThis.gc?.();
  for (let start = 0; start < pems.length; start += AT_ONCE) {
    const some = pems.slice(start, start + AT_ONCE);
    const isOdd = (start / AT_ONCE) % 2 === 1;
    await run(isOdd ? 'ours' : 'bare', some);
    await run(isOdd ? 'bare' : 'ours', some);
  }
  return spent;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const { publicKey, privateKey } = await makeKeys(0);
const ca = { subject: 'C=DE, O=Lab, CN=CA', publicKey, privateKey };
const made = await Promise.all(
  Array.from({ length: MADE }, (_, index) => makePem(index, ca)),
);
const pems = Array.from(
  { length: CERTIFICATES },
  (_, index) => made[index % MADE] ?? '',
);

type ReaderName = 'bare' | 'ours' | 'slow';
const NAMES = ['bare', 'ours', 'slow'] as const;
const READERS: Record<ReaderName, (pem: string) => unknown> = {
  bare: bareFacts,
  ours: readCertificate,
  slow: slowFacts,
};
const TITLES: Record<ReaderName, string> = {
  bare: 'node:crypto (control)',
  ours: 'PEM and facts',
  slow: 'JavaScript (slow control)',
};

await runRound();
const rounds: Record<ReaderName, number>[] = [];
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runRound());

const ratiosOf = (name: ReaderName): number[] =>
  rounds.map((round) => round[name] / round.bare);
console.log(
  `${String(CERTIFICATES)} certificates, ${String(ROUNDS)} rounds by turns, processor time`,
);
for (const name of NAMES) {
  const ratios = ratiosOf(name);
  const each = median(rounds.map((round) => round[name]));
  console.log(
    `${TITLES[name].padEnd(26)} ${each.toFixed(1).padStart(8)} µs each   ratio ${median(ratios).toFixed(2)}x (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
}
const ratio = median(ratiosOf('ours'));
const isSlowSlow = median(ratiosOf('slow')) > 2;
const isGood = ratio <= GOAL && isSlowSlow;
console.log(
  `PEM and facts: ${ratio.toFixed(2)}x of bare node:crypto, goal ${GOAL.toFixed(2)}x. ${isGood ? 'Within the goal.' : 'The goal is missed.'}`,
);
process.exitCode = isGood ? 0 : 1;
