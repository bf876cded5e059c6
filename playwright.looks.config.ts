import { defineConfig } from '@playwright/test';

import tests from './playwright.config.ts';

/** Every page and state, whatever the scale: `npm run test:aria`. */
export default defineConfig({ ...tests, grepInvert: /^$/, workers: 2 });
