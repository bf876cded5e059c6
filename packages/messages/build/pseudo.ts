import type { Part } from '../src/parts.ts';

const ACCENTED: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  y: 'ý',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  z: 'ž',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  C: 'Ç',
  N: 'Ñ',
  S: 'Š',
  Z: 'Ž',
};

function accent(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => ACCENTED[letter] ?? letter);
}

function pseudoPart(part: Part): Part {
  if (typeof part === 'string') return accent(part);
  if (part.length === 1) return part;
  const [name, kind, inside] = part;
  switch (kind) {
    case 'tag':
      return [name, kind, inside.map(pseudoPart)];
    case 'plural':
    case 'select':
      return [
        name,
        kind,
        Object.fromEntries(
          Object.entries(inside).map(([each, parts]) => [
            each,
            parts.map(pseudoPart),
          ]),
        ),
      ];
  }
}

/**
 * A message in a language that nobody speaks: accents on the letters, and brackets around it, a third longer. What stays
 * plain on a page did not come out of the catalogue; what does not fit would not fit in German either.
 */
export function pseudoMessage(message: string | Part[]): string | Part[] {
  const parts = typeof message === 'string' ? [message] : message;
  const length = JSON.stringify(parts).length;
  const made = [
    '⟦',
    ...parts.map(pseudoPart),
    `${'·'.repeat(Math.ceil(length / 3))}⟧`,
  ];
  return made.every((part) => typeof part === 'string') ? made.join('') : made;
}
