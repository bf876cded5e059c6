const MOST = 120;

/**
 * A name that a person gave, as part of a sentence that leaves the console: one line, nothing invisible, nothing that
 * turns the reading direction, at most `most` characters.
 */
export function plainLine(text: string, most = MOST): string {
  const line = [...text.toWellFormed()]
    .map((each) => (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(each) ? ' ' : each))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > most
    ? `${characters.slice(0, most - 1).join('')}…`
    : line;
}
