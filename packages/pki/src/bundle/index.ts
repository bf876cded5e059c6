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
  mainFinding,
  MAX_FILES,
  readBundle,
} from './read-bundle.ts';
