import { LANGUAGE } from './language.ts';
import { whenWanted } from './when-wanted.ts';

/**
 * A message as the build leaves it: text, an argument (`['name']`), a choice (`['name', 'plural' | 'select', {case: parts}]`),
 * the number of the plural around it (`['#']`), or marked text (`['name', 'tag', parts]`).
 */
export type Part =
  | string
  | readonly [name: string]
  | readonly [
      name: string,
      kind: 'plural' | 'select',
      cases: Readonly<Record<string, readonly Part[]>>,
    ]
  | readonly [name: string, kind: 'tag', inner: readonly Part[]];

const rules = whenWanted(() => new Intl.PluralRules(LANGUAGE));
const numbers = whenWanted(() => new Intl.NumberFormat(LANGUAGE));

function caseOf(
  kind: 'plural' | 'select',
  cases: Readonly<Record<string, readonly Part[]>>,
  value: unknown,
): readonly Part[] {
  const exact = kind === 'plural' ? `=${String(value)}` : String(value);
  return (
    cases[exact] ??
    (kind === 'plural' ? cases[rules().select(Number(value))] : undefined) ??
    cases.other ??
    []
  );
}

/** The pieces of a message, in order, with every argument put in; `mark` makes marked text. */
export function putTogether<Value, Piece>(
  parts: readonly Part[],
  values: Readonly<Record<string, Value>>,
  piece: (value: Value | string) => Piece,
  mark: (name: string, inner: Piece[]) => Piece,
  number = '',
): Piece[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [piece(part)];
    if (part.length === 1) {
      const value = part[0] === '#' ? number : values[part[0]];
      return value === undefined ? [] : [piece(value)];
    }
    const [name, kind, inside] = part;
    switch (kind) {
      case 'tag':
        return [mark(name, putTogether(inside, values, piece, mark, number))];
      case 'plural':
      case 'select': {
        const value = values[name];
        return putTogether(
          caseOf(kind, inside, value),
          values,
          piece,
          mark,
          kind === 'plural' ? numbers().format(Number(value)) : number,
        );
      }
    }
  });
}
