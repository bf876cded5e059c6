import { mapJson } from './map-json.ts';
import { secretSpellings } from './secret-spellings.ts';

const PLACEHOLDER = '[secret]';
/** Shorter values would blot out ordinary words when replaced anywhere, so they must stand alone. */
const MIN_ANYWHERE_LENGTH = 4;
const MAX_REMEMBERED_NAMES = 1_000;

/** Removes secrets from what a target sent back. */
export interface Scrubber {
  text(text: string): string;
  /** Parsed JSON without the secrets: in strings, in member names, and in numbers that spell one. The very same value when it holds none. */
  json(value: unknown): unknown;
}

/**
 * A scrubber for these values, in every spelling a target may echo them in: as they are, escaped for JSON, URLs or HTML,
 * in Base64 and in hexadecimal, and line by line for keys. Scrub before cutting: a cut secret is not recognised any more.
 */
export function createScrubber(values: readonly string[]): Scrubber {
  const plain = [...new Set(values)].filter((value) => value.trim() !== '');
  const spellings = [
    ...new Set(plain.flatMap((value) => secretSpellings(value))),
  ]
    .filter((spelling) => spelling.length >= MIN_ANYWHERE_LENGTH)
    // Longest first: replacing a part would leave the rest of the whole standing.
    .sort((a, b) => b.length - a.length);
  const alone = plain
    .filter((value) => value.length < MIN_ANYWHERE_LENGTH)
    .map((value) => standingAlone(value));

  const shortest =
    alone.length > 0 ? 0 : Math.min(...spellings.map(({ length }) => length));

  function text(dirty: string): string {
    // Most strings of an inventory are shorter than any secret.
    if (dirty.length < shortest) return dirty;
    let clean = dirty;
    for (const spelling of spellings) {
      if (spelling.length <= clean.length) {
        clean = clean.replaceAll(spelling, PLACEHOLDER);
      }
    }

    for (const pattern of alone) clean = clean.replace(pattern, PLACEHOLDER);
    return clean;
  }

  /** The same few member names come again with every item. */
  const names = new Map<string, string>();
  function name(dirty: string): string {
    const known = names.get(dirty);
    if (known !== undefined) return known;
    const clean = text(dirty);
    if (names.size < MAX_REMEMBERED_NAMES) names.set(dirty, clean);
    return clean;
  }

  function json(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'number') {
      return text(String(value)) === String(value) ? value : PLACEHOLDER;
    }
    return mapJson(value, json, name);
  }

  return plain.length === 0
    ? { text: (dirty) => dirty, json: (value) => value }
    : { text, json };
}

/** `text` without these secrets. */
export function scrubText(text: string, values: readonly string[]): string {
  return createScrubber(values).text(text);
}

/** A copy of parsed JSON without these secrets. */
export function scrubJson(value: unknown, values: readonly string[]): unknown {
  return createScrubber(values).json(value);
}

function standingAlone(value: string): RegExp {
  const literal = Array.from(
    value,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  ).join('');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
}
