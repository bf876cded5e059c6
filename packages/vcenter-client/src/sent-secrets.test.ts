import { Secret } from '@keyward/secrets';
import { describe, expect, it } from 'vitest';

import { SentSecrets } from './sent-secrets.ts';

describe('the secrets a client has sent', () => {
  it('are kept once each', () => {
    const sent = new SentSecrets();
    sent.remember([new Secret('one'), new Secret('two')]);
    sent.remember([new Secret('one')]);
    expect(sent.values()).toEqual(['one', 'two']);
  });

  it('are bounded, the oldest go first', () => {
    const sent = new SentSecrets();
    sent.remember(
      Array.from({ length: 40 }, (_, index) => new Secret(`s${index}`)),
    );
    expect(sent.values()).toHaveLength(32);
    expect(sent.values()[0]).toBe('s8');
  });
});
