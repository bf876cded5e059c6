export type {
  BundleFile,
  BundleItem,
  CertificateItem,
  KeyItem,
} from './bundle-item.ts';
export type { Chain } from '../chain.ts';
export type { Finding } from '../finding.ts';
export type { BundlePurpose, InUse } from './bundle-purpose.ts';
export {
  type Bundle,
  judgeBundle,
  mainFinding,
  MAX_FILES,
  readBundle,
  readBundleFile,
  type ReadFile,
} from './read-bundle.ts';
