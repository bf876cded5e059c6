import { LANGUAGE } from './language.ts';
import { whenWanted } from './when-wanted.ts';

const plain = whenWanted(
  () => new Intl.ListFormat(LANGUAGE, { type: 'unit', style: 'short' }),
);
const and = whenWanted(
  () => new Intl.ListFormat(LANGUAGE, { type: 'conjunction' }),
);

/** Several things one after the other, as this language puts them: `a, b, c`. */
export function sayList(items: Iterable<string>): string {
  return plain().format(items);
}

/** Several things that belong together: `a, b and c`. */
export function sayAll(items: Iterable<string>): string {
  return and().format(items);
}
