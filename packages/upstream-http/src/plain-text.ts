const MAX_TEXT_LENGTH = 2_000;
const MAX_DEPTH = 6;
const MAX_MEMBERS = 50;

/** C0 and C1 controls but tab and line feed, zero-width characters, and those that reorder the text around them. */
const UNPRINTABLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * A target's text as plain text of at most 2,000 characters. Markup stays what it is: characters. What would not show, or
 * would move the text around it, stands as its code point, so that a reader sees that it was there.
 */
export function plainText(text: string): string {
  const clean = text.replace(UNPRINTABLE, codePoint).toWellFormed();
  return clean.length <= MAX_TEXT_LENGTH
    ? clean
    : `${clean.slice(0, MAX_TEXT_LENGTH - 1).toWellFormed()}…`;
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟨U+${hex.padStart(4, '0')}⟩`;
}

/** Free JSON of a target, bounded: six levels, fifty members each, plain text. What lies deeper is left out. */
export function boundedJson(value: unknown, depth = MAX_DEPTH): unknown {
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) {
    return value
      .slice(0, MAX_MEMBERS)
      .map((item) => boundedJson(item, depth - 1));
  }
  const members = Object.entries(value).slice(0, MAX_MEMBERS);
  return Object.fromEntries(
    members.map(([key, member]) => [
      plainText(key),
      boundedJson(member, depth - 1),
    ]),
  );
}
