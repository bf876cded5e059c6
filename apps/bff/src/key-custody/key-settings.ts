import { join } from 'node:path';

import type { Config } from '../config.ts';

/** Where the key-encryption keys are. */
export interface KeySettings {
  /** The key file; the demo has one of its own in the data directory. */
  file: string;
  /** More files whose keys may open, besides those that a rotation leaves beside the key file. */
  previousFiles: readonly string[];
  /** The demo makes its own key at the very first start. */
  mayGenerate: boolean;
}

export function keySettings({
  kekFile,
  kekPreviousFiles,
  dataDir,
}: Pick<Config, 'kekFile' | 'kekPreviousFiles' | 'dataDir'>): KeySettings {
  return {
    file: kekFile ?? join(dataDir, 'demo-key-encryption-key'),
    previousFiles: kekPreviousFiles,
    mayGenerate: kekFile === null,
  };
}
