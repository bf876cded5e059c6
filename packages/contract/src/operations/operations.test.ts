import { describe, expect, it } from 'vitest';

import { operationContract } from './index.ts';
import { isImmediate, OPERATION_IDS } from './operation-id.ts';

describe('the table of operations', () => {
  it.each(OPERATION_IDS)('says of %s whether it waits for others', (id) => {
    expect(isImmediate(id)).toBe(
      operationContract(id).execution === 'immediate',
    );
  });
});
