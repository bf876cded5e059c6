import type { ContentInfo } from '@peculiar/asn1-cms';
import {
  EncryptedContentInfo,
  id_data,
  id_encryptedData,
} from '@peculiar/asn1-cms';
import {
  AuthenticatedSafe,
  CertBag,
  id_certBag,
  id_keyBag,
  id_pkcs8ShroudedKeyBag,
  id_SafeContents,
  id_x509Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeContents,
  type SafeBag,
} from '@peculiar/asn1-pfx';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';

import { parseSequence } from './asn1-values.ts';
import { isRightPassword } from './check-mac.ts';
import { decryptWithPassword } from './decrypt.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** What a PKCS#12 file holds: X.509 certificates and PKCS#8 keys, both DER. */
export interface Pkcs12Content {
  certificates: Uint8Array<ArrayBuffer>[];
  keys: Uint8Array<ArrayBuffer>[];
}

const MAX_DEPTH = 3;

/**
 * Opens a PKCS#12 file (RFC 7292) with a password, or with none when it is undefined.
 *
 * @throws Pkcs12Error
 */
export async function readPkcs12(
  der: Uint8Array<ArrayBuffer>,
  password: string | undefined,
): Promise<Pkcs12Content> {
  try {
    const pfx = AsnConvert.parse(der, PFX);
    if (pfx.authSafe.contentType !== id_data) {
      throw new Pkcs12Error('unsupported');
    }
    const safe = octets(pfx.authSafe.content);
    const opened = await openWith(pfx, safe, password);
    const content: Pkcs12Content = { certificates: [], keys: [] };
    for (const info of AsnConvert.parse(safe, AuthenticatedSafe)) {
      const bags = AsnConvert.parse(await openSafe(info, opened), SafeContents);
      await readBags(bags, opened, content, 0);
    }
    return content;
  } catch (error) {
    if (error instanceof Pkcs12Error) throw error;
    // The parser's own messages speak of ASN.1 types.
    throw new Pkcs12Error('damaged');
  }
}

/** The password as this file means it: some writers take "none" for no bytes, others for an empty text. */
async function openWith(
  { macData }: PFX,
  safe: Uint8Array<ArrayBuffer>,
  password: string | undefined,
): Promise<string | null> {
  const tries =
    password === undefined || password === '' ? ['', null] : [password];
  // Without a code the ciphers have to tell.
  if (macData.mac.digestAlgorithm.algorithm === '') return tries[0] ?? null;
  for (const each of tries) {
    if (await isRightPassword(macData, safe, each)) return each;
  }
  throw new Pkcs12Error(
    password === undefined ? 'password_needed' : 'password_wrong',
  );
}

async function openSafe(
  { contentType, content }: ContentInfo,
  password: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  if (contentType === id_data) return octets(content);
  if (contentType !== id_encryptedData) throw new Pkcs12Error('unsupported');
  const encrypted = parseSequence(content)[1];
  if (encrypted === undefined) throw new Pkcs12Error('damaged');
  const { contentEncryptionAlgorithm, encryptedContent } = AsnConvert.parse(
    encrypted.toBER(),
    EncryptedContentInfo,
  );
  const pieces = encryptedContent?.constructedValue ?? [
    encryptedContent?.value ?? new OctetString(),
  ];
  return decryptWithPassword(
    contentEncryptionAlgorithm,
    new Uint8Array(
      await new Blob(pieces.map(({ buffer }) => buffer)).arrayBuffer(),
    ),
    password,
  );
}

async function readBags(
  bags: SafeContents,
  password: string | null,
  content: Pkcs12Content,
  depth: number,
): Promise<void> {
  if (depth > MAX_DEPTH) throw new Pkcs12Error('unsupported');
  for (const bag of bags) {
    if (bag.bagId === id_SafeContents) {
      const inner = AsnConvert.parse(bag.bagValue, SafeContents);
      await readBags(inner, password, content, depth + 1);
    } else await readBag(bag, password, content);
  }
}

async function readBag(
  { bagId, bagValue }: SafeBag,
  password: string | null,
  content: Pkcs12Content,
): Promise<void> {
  if (bagId === id_keyBag) {
    content.keys.push(new Uint8Array(bagValue));
  } else if (bagId === id_pkcs8ShroudedKeyBag) {
    const { encryptionAlgorithm, encryptedData } = AsnConvert.parse(
      bagValue,
      PKCS8ShroudedKeyBag,
    );
    content.keys.push(
      await decryptWithPassword(
        encryptionAlgorithm,
        new Uint8Array(encryptedData.buffer),
        password,
      ),
    );
  } else if (bagId === id_certBag) {
    const { certId, certValue } = AsnConvert.parse(bagValue, CertBag);
    if (certId === id_x509Certificate) {
      content.certificates.push(octets(certValue));
    }
  }
}

function octets(encoded: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(AsnConvert.parse(encoded, OctetString).buffer);
}
