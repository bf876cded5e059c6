import { encodePem } from '../encode-pem.ts';
import { readPrivateKey } from '../private-key.ts';
import type { Gathered } from './bundle-item.ts';

type PlainKey = 'pkcs8' | 'pkcs1' | 'sec1';

const FORMATS: Readonly<Record<PlainKey, [format: string, label: string]>> = {
  pkcs8: ['PKCS#8', 'PRIVATE KEY'],
  pkcs1: ['PKCS#1 (RSA)', 'RSA PRIVATE KEY'],
  sec1: ['SEC1 (EC)', 'EC PRIVATE KEY'],
};

/** A private key that is not locked, written anew as one PEM block under its proper label. */
export async function readKeyBlock(
  kind: PlainKey,
  der: Uint8Array<ArrayBuffer>,
  source: string,
): Promise<Gathered> {
  const [format, label] = FORMATS[kind];
  const pem = encodePem(label, der);
  try {
    const facts = await readPrivateKey(pem);
    return {
      items: [{ kind: 'key', role: 'key', source, format, facts, pem }],
      problems: [],
    };
  } catch {
    return { items: [], problems: [{ id: 'key-unsupported', source }] };
  }
}
