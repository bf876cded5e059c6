/** A moment, a long hexadecimal number, a host with its port, or the words between them. */
export interface FactPart {
  kind: 'words' | 'moment' | 'hex' | 'host';
  text: string;
}

const MOMENT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`;
// A full stop or comma that follows stays on the same line.
const HEX = String.raw`\b[0-9a-f]{30,}\b[.,;]?`;
const HOST = String.raw`\b[\w-]+(?:\.[\w-]+)+:\d{1,5}\b[.,;:]?`;
const FACT = new RegExp(`(${MOMENT})|(${HEX})|(${HOST})`, 'gi');

/** Splits a sentence of the server at the facts in it that read better set apart. Joined again, the parts are the text. */
export function factParts(text: string): FactPart[] {
  const parts: FactPart[] = [];
  let end = 0;
  for (const match of text.matchAll(FACT)) {
    if (match.index > end) {
      parts.push({ kind: 'words', text: text.slice(end, match.index) });
    }
    const [found, moment, hex] = match;
    const kind =
      moment !== undefined ? 'moment' : hex !== undefined ? 'hex' : 'host';
    parts.push({ kind, text: found });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: 'words', text: text.slice(end) });
  return parts;
}
