import type { BundleFile, BundlePurpose } from '../../src/bundle/index.ts';
import type { Workshop } from './workshop.ts';

/** Files that are not as they should be, and the one sentence that is said first. */
export interface BrokenBundle {
  what: string;
  files: (shop: Workshop) => BundleFile[] | Promise<BundleFile[]>;
  says: string;
  purpose?: (shop: Workshop) => Partial<BundlePurpose>;
  password?: string;
}
