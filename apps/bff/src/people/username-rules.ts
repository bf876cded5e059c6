import { username as usernameForm } from '@keyward/contract';
import type { DatabaseTransaction } from '@keyward/database';

import { refuseField } from '../http/refusal.ts';
import { normaliseAccount } from './sign-in-limits.ts';

/**
 * The stored spelling of a new user name. Names that a reader could mistake for one another are refused: letters of
 * several scripts, or a look-alike of a name that exists. Call under `lockPeople`.
 *
 * @throws Refusal `validation_failed` on `/username`
 */
export async function claimUsername(
  tx: DatabaseTransaction,
  wanted: string,
): Promise<string> {
  const name = normaliseAccount(wanted);
  if (!usernameForm.safeParse(name).success || mixesScripts(name)) {
    throw refuseField(
      '/username',
      'invalid',
      'Use letters of one script only, so that nobody takes the name for another.',
    );
  }
  const taken = await tx.selectFrom('person').select('username').execute();
  for (const { username } of taken) {
    if (username === name) {
      throw refuseField('/username', 'taken', 'This user name is taken.');
    }
    if (skeletonOf(username) === skeletonOf(name)) {
      throw refuseField(
        '/username',
        'confusable',
        'This looks like a user name that exists. Choose another.',
      );
    }
  }
  return name;
}

/**
 * Refuses a shown name that a reader could take for another active person's. Call under `lockPeople`.
 *
 * @param personId whose name it is, if the person exists: the name they have is theirs
 * @throws Refusal `validation_failed` on `/displayName`
 */
export async function refuseLookAlikeName(
  tx: DatabaseTransaction,
  displayName: string,
  personId: string | null,
): Promise<void> {
  const active = await tx
    .selectFrom('person')
    .select(['id', 'display_name'])
    .where('disabled_at', 'is', null)
    .execute();
  const own = active.find((each) => each.id === personId);
  if (own?.display_name === displayName) return;
  const shape = shapeOf(displayName);
  const isTaken = active.some(
    (each) => each.id !== personId && shapeOf(each.display_name) === shape,
  );
  if (!isTaken) return;
  throw refuseField(
    '/displayName',
    'confusable',
    'This looks like the name of somebody else here. Add what tells them apart.',
  );
}

/** A shown name without case, width, accents, spaces and marks, in letters that look alike. */
function shapeOf(displayName: string): string {
  const plain = displayName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  // A name of signs only is itself.
  return skeletonOf(plain === '' ? displayName : plain);
}

const SCRIPTS: [RegExp, string][] = [
  [/\p{Script=Latin}/u, 'Latin'],
  [/\p{Script=Cyrillic}/u, 'Cyrillic'],
  [/\p{Script=Greek}/u, 'Greek'],
  [/\p{Script=Armenian}/u, 'Armenian'],
  [/\p{Script=Hebrew}/u, 'Hebrew'],
  [/\p{Script=Arabic}/u, 'Arabic'],
  // Written together in one name as a matter of course.
  [
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u,
    'East Asian',
  ],
];

/** Latin goes with East Asian writing; every other mixture serves to deceive. */
export function mixesScripts(name: string): boolean {
  const found = new Set<string>();
  for (const letter of name.match(/\p{L}/gu) ?? []) {
    found.add(SCRIPTS.find(([script]) => script.test(letter))?.[1] ?? 'other');
  }
  if (found.has('East Asian')) found.delete('Latin');
  return found.size > 1;
}

/** Lower-case letters and digits that most typefaces draw alike (a selection from Unicode TR 39). */
const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  а: 'a',
  ɑ: 'a',
  α: 'a',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  ѐ: 'e',
  ё: 'e',
  һ: 'h',
  і: 'i',
  ι: 'i',
  ı: 'i',
  ј: 'j',
  κ: 'k',
  ӏ: 'l',
  ո: 'n',
  о: 'o',
  ο: 'o',
  օ: 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  ѕ: 's',
  υ: 'u',
  ս: 'u',
  ν: 'v',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
};

/** Equal for names that look alike; `i`, `l` and `1` are one stroke in most typefaces. */
function skeletonOf(name: string): string {
  return [...name]
    .map((letter) => LOOK_ALIKES[letter] ?? letter)
    .join('')
    .replaceAll('i', 'l');
}
