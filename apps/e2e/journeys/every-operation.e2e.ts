import { OPERATION_IDS, operationFolder } from '@keyward/contract';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

test('every operation has a journey of its own', () => {
  const missing = OPERATION_IDS.map(operationFolder).filter(
    (folder) => !existsSync(join(import.meta.dirname, `${folder}.e2e.ts`)),
  );
  expect(missing).toEqual([]);
});
