import { LANGUAGE } from './language.ts';

const PLAIN = new Intl.ListFormat(LANGUAGE, { type: 'unit', style: 'short' });
const AND = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });

/** Several things one after the other, as this language puts them: `a, b, c`. */
export function sayList(items: Iterable<string>): string {
  return PLAIN.format(items);
}

/** Several things that belong together: `a, b and c`. */
export function sayAll(items: Iterable<string>): string {
  return AND.format(items);
}
