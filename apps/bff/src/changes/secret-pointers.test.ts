import { describe, expect, it } from 'vitest';

import { expandPattern, valueAt, withMember } from './secret-pointers.ts';

const INPUT = {
  key: 'k',
  servers: [{ password: 'p' }, { server: 's' }, { password: 'q' }],
};

describe('a pattern of secret pointers', () => {
  it('stands for each entry of a list, whether or not the secret is there', () => {
    expect(expandPattern('/servers/*/password', INPUT)).toEqual([
      '/servers/0/password',
      '/servers/1/password',
      '/servers/2/password',
    ]);
  });

  it('stands for one member without a star', () => {
    expect(expandPattern('/key', INPUT)).toEqual(['/key']);
    expect(expandPattern('/missing', INPUT)).toEqual(['/missing']);
  });

  it.each([null, 'text', 7, [], { servers: 'text' }, { servers: [1, null] }])(
    'stands for nothing in %o',
    (value) => {
      expect(expandPattern('/servers/*/password', value)).toEqual([]);
    },
  );
});

describe('a pointer', () => {
  it('leads to what is there and nowhere else', () => {
    expect(valueAt(INPUT, '/servers/2/password')).toBe('q');
    expect(valueAt(INPUT, '/servers/1/password')).toBeUndefined();
    expect(valueAt(INPUT, '/servers/9/password')).toBeUndefined();
    expect(valueAt(INPUT, '/key/length')).toBeUndefined();
  });

  it('never leads into a prototype', () => {
    expect(valueAt({}, '/constructor')).toBeUndefined();
    expect(valueAt({}, '/__proto__/toString')).toBeUndefined();
  });

  it('replaces or removes a member of a copy', () => {
    const placeholder = { $secret: '/servers/0/password' };
    const replaced = withMember(INPUT, '/servers/0/password', placeholder);
    expect(valueAt(replaced, '/servers/0/password')).toEqual(placeholder);
    const removed = withMember(INPUT, '/servers/0/password', undefined);
    expect(removed).toMatchObject({ servers: [{}, {}, {}] });
    expect(JSON.stringify(removed)).not.toContain('"p"');
    expect(INPUT.servers[0]).toEqual({ password: 'p' });
  });

  it('that leads nowhere changes nothing', () => {
    expect(withMember(INPUT, '/nothing/here', 'x')).toEqual(INPUT);
  });
});

describe('a place in a list', () => {
  it.each(['00', '01', '', ' 0', '0 ', '+0', '-0', '0x0', '1e0', '0.0', '9'])(
    'has one spelling: %j leads nowhere',
    (index) => {
      expect(valueAt(INPUT, '/servers/0')).toEqual({ password: 'p' });
      expect(valueAt(INPUT, `/servers/${index}`)).toBeUndefined();
    },
  );
});
