import { certificateFacts } from '../certificate-facts.ts';
import { withTraits } from '../chain.ts';
import {
  type CertificateItem,
  type Gathered,
  onlyProblem,
} from './bundle-item.ts';

/** A certificate with its traits, or a remark. Its role is decided among the others. */
export async function readCertificateBlock(
  der: Uint8Array<ArrayBuffer>,
  source: string,
): Promise<Gathered> {
  try {
    const read = withTraits(await certificateFacts(der));
    const { isCa, selfSigned } = read.facts;
    const item: CertificateItem = {
      ...read,
      kind: 'certificate',
      role: !isCa ? 'leaf' : selfSigned ? 'root' : 'intermediate',
      source,
    };
    return { items: [item], problems: [] };
  } catch {
    return onlyProblem('certificate-unreadable', source);
  }
}
