import { describe, expect, it } from 'vitest';

import { isLoopback } from './loopback.ts';

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'])(
    'is %s',
    (address) => {
      expect(isLoopback(address)).toBe(true);
    },
  );

  it.each(['10.0.0.1', '::', '::2', '::ffff:10.0.0.1', '', 'localhost'])(
    'is not %j',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
});
