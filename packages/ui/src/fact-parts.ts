/** A moment, a day, a long hexadecimal number, a host with its port, or the words between them. */
export interface FactPart {
  kind: 'words' | 'moment' | 'day' | 'hex' | 'host';
  text: string;
}

const MOMENT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`;
// Elsewhere it may be a part of a name.
const DAY = String.raw`(?<=\bvalid until )\d{4}-\d\d-\d\d\b`;
// A full stop or comma that follows stays on the same line.
const HEX = String.raw`\b[0-9a-f]{30,}\b[.,;]?`;
const HOST = String.raw`\b[\w-]+(?:\.[\w-]+)+:\d{1,5}\b[.,;:]?`;
const FACT = new RegExp(`(${MOMENT})|(${DAY})|(${HEX})|(${HOST})`, 'gi');

/** Splits a sentence of the server at the facts in it that read better set apart. Joined again, the parts are the text. */
export function factParts(text: string): FactPart[] {
  const parts: FactPart[] = [];
  let end = 0;
  for (const match of text.matchAll(FACT)) {
    if (match.index > end) {
      parts.push({ kind: 'words', text: text.slice(end, match.index) });
    }
    const [found, moment, day, hex] = match;
    const kind =
      moment !== undefined
        ? 'moment'
        : day !== undefined
          ? 'day'
          : hex !== undefined
            ? 'hex'
            : 'host';
    parts.push({ kind, text: found });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: 'words', text: text.slice(end) });
  return parts;
}
