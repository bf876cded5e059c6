import { OPERATION_IDS, OPERATIONS } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { Refusal } from '../http/refusal.ts';
import {
  freezePreviewed,
  freezeSubmitted,
  withoutAnnouncements,
} from './freeze-input.ts';

const ONTAP = 'ontap.add-key-servers';
const ESX = 'esx.create-native-provider';

function fieldsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) {
      return (error.fieldErrors ?? []).map((each) => each.pointer);
    }
    throw error;
  }
  return [];
}

describe('freezing what was submitted', () => {
  it('takes every secret out and leaves its place', () => {
    const { frozen, plain } = freezeSubmitted(ONTAP, {
      keyManager: 'km',
      servers: [
        { server: 'kms-1', password: 'one' },
        { server: 'kms-2' },
        { server: 'kms-3', password: 'three' },
      ],
    });
    expect([...plain]).toEqual([
      ['/servers/0/password', 'one'],
      ['/servers/2/password', 'three'],
    ]);
    expect(frozen).toEqual({
      keyManager: 'km',
      servers: [
        { server: 'kms-1', password: { $secret: '/servers/0/password' } },
        { server: 'kms-2' },
        { server: 'kms-3', password: { $secret: '/servers/2/password' } },
      ],
    });
    expect(JSON.stringify(frozen)).not.toMatch(/one|three/);
  });

  it('takes no placeholder for a secret', () => {
    expect(
      fieldsOf(() =>
        freezeSubmitted(ESX, {
          provider: 'p',
          keyId: 'k',
          keyDerivationKey: { $secret: '/keyDerivationKey' },
        }),
      ),
    ).toEqual(['/input/keyDerivationKey']);
  });

  it('knows a place for every secret that an operation names', () => {
    for (const id of OPERATION_IDS) {
      expect(
        OPERATIONS[id].secretPointers.every((each) => each.startsWith('/')),
      ).toBe(true);
    }
  });
});

describe('freezing a preview', () => {
  const rest = { provider: 'p', keyId: 'k' };

  it('is the same whether a required secret is left out or announced', () => {
    const left = freezePreviewed(ESX, rest);
    const announced = freezePreviewed(ESX, {
      ...rest,
      keyDerivationKey: { $secret: true },
    });
    expect(left).toEqual(announced);
    const { frozen } = freezeSubmitted(ESX, { ...rest, keyDerivationKey: 'x' });
    expect(left).toEqual(frozen);
  });

  it('refuses the secret itself', () => {
    expect(
      fieldsOf(() => freezePreviewed(ESX, { ...rest, keyDerivationKey: 'x' })),
    ).toEqual(['/input/keyDerivationKey']);
  });

  it('forgets announcements of optional secrets for its digest', () => {
    const servers = (more: object) => ({
      keyManager: 'km',
      servers: [{ server: 'kms-1', ...more }],
    });
    const announced = freezePreviewed(
      ONTAP,
      servers({ password: { $secret: true } }),
    );
    const left = freezePreviewed(ONTAP, servers({}));
    expect(announced).not.toEqual(left);
    expect(withoutAnnouncements(ONTAP, announced)).toEqual(
      withoutAnnouncements(ONTAP, left),
    );
  });
});
