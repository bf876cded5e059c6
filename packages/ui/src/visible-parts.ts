/** Control, format (bidi, zero-width), separator, private-use and unassigned characters that a reader cannot see. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/u;
const ALLOWED = new Set(['\n', '\t']);

export interface VisiblePart {
  text: string;
  /** True when `text` stands for a character that would not show. */
  isMark: boolean;
}

function mark(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Splits a text so that every character that would not show, or would reorder others, stands as its code point. */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let plain = '';
  for (const character of text.toWellFormed()) {
    if (ALLOWED.has(character) || !INVISIBLE.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') parts.push({ text: plain, isMark: false });
    parts.push({ text: mark(character), isMark: true });
    plain = '';
  }
  if (plain !== '') parts.push({ text: plain, isMark: false });
  return parts;
}

/** The same as one plain text, for places that take no markup. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('');
}
