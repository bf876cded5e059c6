import type { FormStart } from '../../operations/operation-view.ts';

/** Breaks lines, or shows nothing, in a field. */
const BREAKING = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Turns letters around, joins them or is not there at all for whoever looks at a field. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const BLANKS = /\s{2,}/gu;

/**
 * A text of the address on its way into a field. Anybody can write a link, and whoever opens it answers for what is
 * submitted: so nothing in it can hide from the eye or fall out of the field's sight.
 */
function startText(text: string): string {
  return text.replace(BREAKING, ' ').replace(UNSEEN, '').trim();
}

type Start = FormStart & Partial<Record<'reason' | 'ticket', string>>;

/** What the address says of a change, fit to be put into its form. */
export function startOf(search: Readonly<Record<string, string>>): Start {
  return Object.fromEntries(
    Object.entries(search).map(([name, text]): [string, string] => [
      name,
      // Ids of targets keep their blanks; a sentence needs one between two words.
      name === 'reason' || name === 'ticket'
        ? startText(text).replace(BLANKS, ' ')
        : startText(text),
    ]),
  );
}
