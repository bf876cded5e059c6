import type { Chain } from '../chain.ts';
import { type Finding, passedCheck } from '../finding.ts';
import type {
  BundleFile,
  BundleItem,
  CertificateItem,
  Gathered,
  KeyItem,
  Problem,
} from './bundle-item.ts';
import type { BundlePurpose } from './bundle-purpose.ts';
import { judgeClientBundle } from './judge-bundle.ts';
import { judgeCaBundle } from './judge-ca-bundle.ts';
import { orderFindings } from './order-findings.ts';
import { problemFinding } from './problem-sentences.ts';
import { readFile } from './read-file.ts';

/** More files than this are no certificate with its chain. */
export const MAX_FILES = 20;

/** What was found in files and pasted texts, and what is to be said about it. */
export interface Bundle {
  /** Everything that was recognised, in the order of the files. */
  items: BundleItem[];
  /** The client certificate; null in a CA bundle or when there is none. */
  leaf: CertificateItem | null;
  /** The private key that belongs to it. */
  key: KeyItem | null;
  chain: Chain<CertificateItem> | null;
  /** What to send: the client certificate and its intermediates, or the authorities; null when there is none. */
  certificatePem: string | null;
  /** The checklist: what is wrong first, by importance, then what is right. */
  findings: Finding[];
  /** Files that a password would open, or that the given one did not. */
  locked: string[];
}

/** One file after it was read. It no longer needs its bytes, unless a password is still wanted. */
export interface ReadFile extends Gathered {
  name: string;
  /** A password would open it, or the given one did not. */
  isLocked: boolean;
}

/** Reads one file of certificates and keys, whatever it is. Nothing is stored or sent. */
export async function readBundleFile(
  file: BundleFile,
  password?: string,
): Promise<ReadFile> {
  const gathered = await readFile(file, password === '' ? undefined : password);
  return {
    ...gathered,
    name: file.name,
    isLocked: gathered.problems.some(({ id }) => LOCKED.includes(id)),
  };
}

/** Judges files together, in any order and mix. */
export async function judgeBundle(
  files: readonly ReadFile[],
  purpose: BundlePurpose,
): Promise<Bundle> {
  if (files.length > MAX_FILES) return tooManyFiles();
  const items = files.flatMap((each) => each.items);
  const problems = files.flatMap((each) => each.problems);
  const bundle =
    purpose.slot === 'ca'
      ? caBundle(items, purpose.now)
      : await clientBundle(items, purpose, problems);
  return {
    ...bundle,
    findings: orderFindings([
      ...problems.map(problemFinding),
      ...bundle.findings,
    ]),
    locked: files.filter(({ isLocked }) => isLocked).map(({ name }) => name),
  };
}

/**
 * Reads files of certificates and keys in any order and mix, and judges them together. Bounded to 20 files of 64 KiB
 * and 10 blocks each.
 */
export async function readBundle(
  files: readonly BundleFile[],
  purpose: BundlePurpose,
  password?: string,
): Promise<Bundle> {
  if (files.length > MAX_FILES) return tooManyFiles();
  const read = await Promise.all(
    files.map((file) => readBundleFile(file, password)),
  );
  return judgeBundle(read, purpose);
}

const LOCKED: readonly Problem['id'][] = [
  'pkcs12-locked',
  'pkcs12-password',
  'key-locked',
  'key-password',
];

type Read = Omit<Bundle, 'locked'>;

async function clientBundle(
  items: BundleItem[],
  purpose: BundlePurpose,
  problems: readonly Problem[],
): Promise<Read> {
  const judged = await judgeClientBundle(items, purpose);
  const { leaf, chain } = judged;
  // Where a file could not be read, its problem says why there is no certificate.
  const findings =
    leaf === null && problems.length > 0 && items.length === 0
      ? []
      : judged.findings;
  return {
    ...judged,
    findings,
    items,
    certificatePem:
      leaf === null || chain === null
        ? null
        : chain.links
            // The root is what the other side has to know by itself.
            .filter((link) => link === leaf || !link.facts.selfSigned)
            .map(({ facts }) => facts.pem)
            .join(''),
  };
}

function caBundle(items: BundleItem[], now: Date): Read {
  const pem = new Set(
    items.flatMap((item) =>
      item.kind === 'certificate' && item.facts.isCa ? [item.facts.pem] : [],
    ),
  );
  return {
    items: items.filter(({ kind }) => kind !== 'key'),
    leaf: null,
    key: null,
    chain: null,
    findings: judgeCaBundle(items, now),
    certificatePem: pem.size === 0 ? null : [...pem].join(''),
  };
}

function tooManyFiles(): Bundle {
  return {
    items: [],
    leaf: null,
    key: null,
    chain: null,
    certificatePem: null,
    findings: [problemFinding({ id: 'too-many-files', source: '' })],
    locked: [],
  };
}

/** What matters most: the first thing that is wrong, or that all is well. */
export function mainFinding({ findings }: Bundle): Finding {
  return (
    findings.find(({ passed }) => !passed) ??
    passedCheck(
      'all-well',
      'Checked',
      'Everything that is checked is as it should be.',
    )
  );
}
