import { afterEach, expect, it } from 'vitest';

import { removeProto } from './remove-proto.ts';

const usual = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__');

afterEach(() => {
  // Other tests of this process may need it.
  if (usual !== undefined) {
    Object.defineProperty(Object.prototype, '__proto__', usual);
  }
});

it('a copied __proto__ is a member like any other', () => {
  const input: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
  const copy = (): object => Object.assign({}, input);
  expect('isAdmin' in copy()).toBe(true);
  removeProto();
  expect('isAdmin' in copy()).toBe(false);
  expect(Object.keys(copy())).toEqual(['__proto__']);
});
