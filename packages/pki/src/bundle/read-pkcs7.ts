import { ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';

import { MAX_PEM_BLOCKS } from '../split-pem.ts';
import { type Gathered, onlyProblem } from './bundle-item.ts';
import { readCertificateBlock } from './read-certificate-block.ts';

/** The certificates of a PKCS#7 bundle (RFC 5652, a SignedData without signatures). */
export async function readPkcs7(
  der: Uint8Array<ArrayBuffer>,
  source: string,
): Promise<Gathered> {
  const certificates = certificatesOf(der);
  if (certificates === null) return onlyProblem('pkcs7-unreadable', source);
  if (certificates.length === 0) return onlyProblem('pkcs7-empty', source);
  if (certificates.length > MAX_PEM_BLOCKS) {
    return onlyProblem('too-many-blocks', source);
  }
  const read = await Promise.all(
    certificates.map((each) => readCertificateBlock(each, source)),
  );
  return {
    items: read.flatMap(({ items }) => items),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function certificatesOf(
  der: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer>[] | null {
  try {
    const { contentType, content } = AsnConvert.parse(der, ContentInfo);
    if (contentType !== id_signedData) return null;
    const { certificates } = AsnConvert.parse(content, SignedData);
    return (certificates ?? []).flatMap(({ certificate }) =>
      certificate === undefined
        ? []
        : [new Uint8Array(AsnConvert.serialize(certificate))],
    );
  } catch {
    // The parser's own messages speak of ASN.1 types.
    return null;
  }
}
