import { MAX_PEM_BLOCKS } from '../../split-pem.ts';
import {
  type Gathered,
  onlyProblem,
  type ProblemId,
  type Source,
} from '../bundle-item.ts';
import { derKind } from '../der-kind.ts';
import { readCertificateBlock } from '../read-certificate-block.ts';
import { readKeyBlock } from '../read-key-block.ts';
import { Pkcs12Error, type Pkcs12Reason } from './pkcs12-error.ts';
import { readPkcs12 } from './read-pkcs12.ts';

const PROBLEMS: Readonly<Record<Pkcs12Reason, ProblemId>> = {
  password_needed: 'pkcs12-locked',
  password_wrong: 'pkcs12-password',
  damaged: 'pkcs12-damaged',
  unsupported: 'pkcs12-unsupported',
};

/** Certificates and keys of a PKCS#12 file. */
export async function readPkcs12File(
  der: Uint8Array<ArrayBuffer>,
  { source, password }: Source,
): Promise<Gathered> {
  try {
    const { certificates, keys } = await readPkcs12(der, password);
    if (certificates.length + keys.length === 0) {
      return onlyProblem('pkcs12-empty', source);
    }
    if (certificates.length + keys.length > MAX_PEM_BLOCKS) {
      return onlyProblem('too-many-blocks', source);
    }
    const read = await Promise.all([
      ...certificates.map((each) => readCertificateBlock(each, source)),
      ...keys.map((each) =>
        derKind(each) === 'pkcs8'
          ? readKeyBlock('pkcs8', each, source)
          : onlyProblem('key-unsupported', source),
      ),
    ]);
    return {
      items: read.flatMap(({ items }) => items),
      problems: read.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    const reason = error instanceof Pkcs12Error ? error.reason : 'damaged';
    // A file without an integrity code shows a missing password only by what comes out of it.
    return onlyProblem(
      reason === 'password_wrong' && password === undefined
        ? 'pkcs12-locked'
        : PROBLEMS[reason],
      source,
    );
  }
}
