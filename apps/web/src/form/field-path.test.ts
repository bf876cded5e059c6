import { describe, expect, it } from 'vitest';

import {
  fieldFor,
  pointerOf,
  sameNamedField,
  serverErrors,
} from './field-path.ts';

describe('pointers into the input and the fields that show them', () => {
  it('writes an issue path as a pointer, escaping what pointers escape', () => {
    expect(pointerOf(['servers', 1, 'server'])).toBe('/servers/1/server');
    expect(pointerOf(['a/b', '~'])).toBe('/a~1b/~0');
  });

  it('reads a pointer as the field of the same name', () => {
    expect(sameNamedField('/servers/1/server')).toBe('servers.1.server');
    expect(sameNamedField('')).toBeNull();
    expect(sameNamedField('/')).toBeNull();
  });

  it('puts a server’s complaint onto its field and leaves others alone', () => {
    const errors = serverErrors(
      [
        {
          pointer: '/input/servers/1/server',
          code: 'x',
          message: 'No such host.',
        },
        { pointer: '/reason', code: 'x', message: 'Fill this in.' },
        { pointer: '/inputs', code: 'x', message: 'Another member.' },
      ],
      '/input',
      sameNamedField,
    );
    expect(errors).toEqual({
      servers: [
        undefined,
        { server: { type: 'server', message: 'No such host.' } },
      ],
    });
  });

  it('finds no field for a pointer outside its form', () => {
    expect(
      fieldFor(
        { pointer: '/reason', code: 'x', message: '' },
        '/input',
        sameNamedField,
      ),
    ).toBeNull();
    expect(
      fieldFor(
        { pointer: '/input/provider', code: 'x', message: '' },
        '/input',
        sameNamedField,
      ),
    ).toBe('provider');
  });
});
