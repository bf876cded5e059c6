import { describe, expect, it } from 'vitest';

import { whatToDraw } from './what-to-draw.ts';

describe('what is drawn before the application is here', () => {
  it('is the frame of the console for who may be signed in, with its words on the home page', () => {
    expect(whatToDraw('/', 'demo')).toEqual({
      kind: 'console',
      mode: 'demo',
      isHome: true,
    });
    expect(whatToDraw('/tasks', 'production')).toEqual({
      kind: 'console',
      mode: 'production',
      isHome: false,
    });
  });

  it('is the sign-in page for everybody else, wherever they wanted to go', () => {
    expect(whatToDraw('/', null)).toEqual({ kind: 'sign-in' });
    expect(whatToDraw('/changes/1', null)).toEqual({ kind: 'sign-in' });
    expect(whatToDraw('/sign-in', 'demo')).toEqual({ kind: 'sign-in' });
  });

  it.each(['/invitation', '/first-account', '/confirmed/', '/wallboard'])(
    'is nothing at %s, which looks different',
    (path) => {
      expect(whatToDraw(path, 'demo')).toEqual({ kind: 'nothing' });
      expect(whatToDraw(path, null)).toEqual({ kind: 'nothing' });
    },
  );
});
