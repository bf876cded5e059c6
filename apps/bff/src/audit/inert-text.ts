/** Control, formatting and separating characters: what breaks lines, moves a cursor or reorders letters somewhere. */
const LOUD = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Of these JSON itself escapes only the first thirty-two. */
const LOUD_IN_JSON = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

/** A text that is one line of plain letters wherever it is opened: everything else stands as its escape. */
export function inertText(text: string): string {
  return text.replace(LOUD, escaped);
}

/** JSON of a value as one such line; whoever parses it gets the value. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(LOUD_IN_JSON, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
