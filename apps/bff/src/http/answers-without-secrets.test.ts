import type { RouteAnswer, RouteName } from '@keyward/contract';
import { Secret } from '@keyward/secrets';
import { describe, expect, expectTypeOf, it } from 'vitest';

/**
 * How a value of this type could hold a secret that the compiler knows to be one: because it names one, because it may
 * be anything, or not at all. Deep enough for every answer; recursive ones repeat themselves below that.
 */
type Admits<T, Depth extends readonly 0[] = []> = Depth['length'] extends 7
  ? never
  : unknown extends T
    ? 'anything'
    : Secret extends T
      ? 'a secret'
      : T extends readonly (infer Item)[]
        ? Admits<Item, [...Depth, 0]>
        : T extends object
          ? { [K in keyof T]-?: Admits<T[K], [...Depth, 0]> }[keyof T]
          : never;

type Admitting<What> = {
  [Name in RouteName]: What extends Admits<RouteAnswer<Name>> ? Name : never;
}[RouteName];

/** What is passed on as it is: words and facts of targets, options of passkeys, and what the console says of itself. */
type Passing =
  | 'stepUpOptions'
  | 'passkeyOptions'
  | 'approvalOptions'
  | 'readEstate'
  | 'readEstateItem'
  | 'readEstateOfAll'
  | 'getTask'
  | 'observeTask'
  | 'cancelTask'
  | 'retryTask'
  | 'reconcileTask'
  | 'health'
  | 'readiness'
  | 'openapi';

describe('an answer', () => {
  it('has no place for a Secret, which the compiler sees to', () => {
    expectTypeOf<Admits<{ password: Secret }>>().toEqualTypeOf<'a secret'>();
    expectTypeOf<
      Admits<{ list: { of?: Secret | null }[] }>
    >().toEqualTypeOf<'a secret'>();
    expectTypeOf<Admits<{ more: unknown }>>().toEqualTypeOf<'anything'>();
    expectTypeOf<Admits<{ name: string; at: number[] }>>().toBeNever();
    expectTypeOf<Admitting<'a secret'>>().toBeNever();
    expectTypeOf<Admitting<'anything'>>().toEqualTypeOf<Passing>();
  });

  it('that is not so strict says only that there is one', () => {
    const answer = { data: { deep: [new Secret('a word of mine')] } };
    expect(JSON.stringify(answer)).toBe('{"data":{"deep":["[secret]"]}}');
  });
});
