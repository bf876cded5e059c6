import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const folder =
  process.env['KEYWARD_SPECS_DIR'] ?? resolve(ROOT, '../shared/specs');

/** The vendors' machine-readable API descriptions; they are not part of this repository. Null where they are absent. */
export const specFolder: string | null = existsSync(folder) ? folder : null;

/** Goes into the title of a suite that is skipped without them. */
export const WITH_SPECS =
  specFolder === null
    ? '(skipped: no API descriptions; set KEYWARD_SPECS_DIR)'
    : '(API descriptions present)';
