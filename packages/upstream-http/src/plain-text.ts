const MAX_TEXT_LENGTH = 2_000;
const MAX_DEPTH = 6;
const MAX_MEMBERS = 50;

/** C0 and C1 controls but tab and line feed, and the characters that reorder the text around them. */
const UNPRINTABLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const ANSI_SEQUENCE = /(?:\x1b\[|\x9b)[0-9;?]*[ -/]*[@-~]/g;

/** A target's text as plain text of at most 2,000 characters. Markup stays what it is: characters. */
export function plainText(text: string): string {
  const clean = text
    .replace(ANSI_SEQUENCE, '')
    .replace(UNPRINTABLE, '')
    .toWellFormed();
  return clean.length <= MAX_TEXT_LENGTH
    ? clean
    : `${clean.slice(0, MAX_TEXT_LENGTH - 1).toWellFormed()}…`;
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
