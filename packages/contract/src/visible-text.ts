/** Control, format (bidi, zero-width), separator, private-use and unassigned characters that a reader cannot see. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/u;
const ALLOWED = new Set(['\n', '\t']);

/** Characters that look like the punctuation or the letters that addresses, paths and names are made of. */
const LOOK_ALIKE =
  /[\u02d0\u05c3\u0589\u2024\u2044\u2215\u2236\u2571\u29f8\ua789\u2160-\u217f\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u;
/** Scripts whose letters pass for Latin ones. Han, Kana, Hangul and the like stand beside Latin in honest names. */
const PASSES_FOR_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Georgian}]/u;
const LATIN = /\p{Script=Latin}/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;

export interface VisiblePart {
  text: string;
  /** True when `text` stands for a character that would not show, or would pass for another. */
  isMark: boolean;
}

function mark(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Which letters of a word mix scripts: of `pаyroll` with a Cyrillic а, that letter alone. */
function isForeign(character: string, word: string): boolean {
  return PASSES_FOR_LATIN.test(character) && LATIN.test(word);
}

/** The text in runs: words, and what is between them. */
function runsOf(text: string): { text: string; isWord: boolean }[] {
  const runs: { text: string; isWord: boolean }[] = [];
  for (const character of text) {
    const isWord = WORD.test(character);
    const last = runs.at(-1);
    if (last?.isWord === isWord) last.text += character;
    else runs.push({ text: character, isWord });
  }
  return runs;
}

/**
 * Splits a text so that nothing in it deceives the eye: every character that would not show, would reorder others, or
 * passes for a letter of the script around it stands as its code point.
 */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let plain = '';
  for (const run of runsOf(text.toWellFormed())) {
    for (const character of run.text) {
      const deceives =
        INVISIBLE.test(character) ||
        LOOK_ALIKE.test(character) ||
        (run.isWord && isForeign(character, run.text));
      if (ALLOWED.has(character) || !deceives) {
        plain += character;
        continue;
      }
      if (plain !== '') parts.push({ text: plain, isMark: false });
      parts.push({ text: mark(character), isMark: true });
      plain = '';
    }
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
