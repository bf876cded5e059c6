/**
 * Control, format (bidi, zero-width), separator, private-use, unassigned and default-ignorable characters, and blanks
 * that are no spaces: what a reader cannot see.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2000-\u200a\u202f\u205f\u2800\u3000]/u;
/** Marks that strike through, enclose or cover the letter before them. */
const COVERING = /[\u0334-\u0338\u20d2\u20d3\u20d8-\u20da\u20e5-\u20eb\p{Me}]/u;
const COMBINING = /\p{M}/u;
/** No language stacks more marks on one letter; what does only buries its neighbours. */
const MOST_MARKS = 3;
const ALLOWED = new Set(['\n', '\t']);

/** Characters that look like the punctuation or the letters that addresses, paths and names are made of. */
const LOOK_ALIKE =
  /[\u02d0\u05c3\u0589\u2024\u2044\u2215\u2236\u2571\u29f8\ua789\u2160-\u217f\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u;
/** Scripts whose letters pass for Latin ones. Han, Kana, Hangul and the like stand beside Latin in honest names. */
const PASSES_FOR_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Georgian}]/u;
const LATIN = /\p{Script=Latin}/u;
/** Cyrillic and Greek letters with a Latin twin: a word of nothing else reads as a Latin one. */
const LATIN_TWINS =
  /^[\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u04cf\u0501\u051b\u051d\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\p{Nd}]{2,}$/u;
const TELLING_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
] as const;
/** Nothing to look at more closely: what almost every text is. */
const ORDINARY = /^[\n\t\x20-\x7e]*$/;
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
  if (ORDINARY.test(text)) return text === '' ? [] : [{ text, isMark: false }];
  const parts: VisiblePart[] = [];
  let plain = '';
  let stacked = 0;
  for (const run of runsOf(text.toWellFormed())) {
    for (const character of run.text) {
      stacked = COMBINING.test(character) ? stacked + 1 : 0;
      const deceives =
        INVISIBLE.test(character) ||
        COVERING.test(character) ||
        stacked > MOST_MARKS ||
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

/** What a reader should know of the letters of a text, in a few words each; empty for honest text. */
export function scriptNotes(text: string): string[] {
  if (ORDINARY.test(text)) return [];
  const words = runsOf(text).flatMap((run) => (run.isWord ? [run.text] : []));
  const mixes = words.some(
    (word) => TELLING_SCRIPTS.filter((script) => script.test(word)).length > 1,
  );
  const passes = words.some(
    (word) => LATIN_TWINS.test(word) && /\p{L}/u.test(word),
  );
  return [
    ...(mixes ? ['mixed scripts'] : []),
    ...(passes ? ['not Latin, but looks it'] : []),
  ];
}
