import { describe, expect, it } from 'vitest';

import { emailText } from './email-text.ts';
import type { ToldMessage } from './told-message.ts';

const MESSAGE: ToldMessage = {
  kind: 'secret_wanted',
  title: 'CHG-1042 is approved and waits for your private key',
  path: '/changes/1',
  deadline: '2026-11-22T09:00:00.000Z',
  phrase: 'amber falcon quiet harbour',
  at: '2026-11-21T09:00:00.000Z',
};

describe('the e-mail to who is to supply a key', () => {
  it('says by when, where, and that no key belongs into an e-mail', () => {
    const text = emailText(MESSAGE, 'https://keyward.test/changes/1');
    expect(text).toContain('Supply it by: 2026-11-22 09:00 UTC');
    expect(text).toContain('https://keyward.test/changes/1');
    expect(text).toContain('before you hand over the key');
    expect(text).toContain('Never send a key by e-mail');
  });

  it('says nothing of keys to anybody else', () => {
    const text = emailText({ ...MESSAGE, kind: 'needs_decision' }, 'link');
    expect(text).not.toContain('Never send a key');
    expect(text).toContain('before you decide');
  });
});
