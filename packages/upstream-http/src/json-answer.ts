import type { UpstreamLimits } from './limits.ts';
import { mapJson } from './map-json.ts';

/** A body that is no JSON Keyward accepts. Internal; the message is a sentence of ours. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}

/**
 * Parses a JSON body within bounds; undefined when it is empty. Bounds are checked on the text, before any object exists.
 * Members named `__proto__` are dropped, and text is made storable: lone surrogates and NUL become the replacement sign.
 *
 * @throws BadBody
 */
export function parseJsonAnswer(
  bytes: Buffer,
  limits: Pick<UpstreamLimits, 'maxDepth' | 'maxItems'>,
): unknown {
  const text = decodeUtf8(bytes);
  if (text.trim() === '') return undefined;
  checkBounds(text, limits);
  const value = parse(text);
  return MAY_NEED_TIDYING.test(text) ? tidy(value) : value;
}

/** In UTF-8 that was decoded strictly, only an escape can make what `tidy` is about, or the very name. */
const MAY_NEED_TIDYING = /\\u|__proto__/;

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadBody('The target sent text that is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new BadBody('The target sent something that is not JSON.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function checkBounds(
  text: string,
  { maxDepth, maxItems }: Pick<UpstreamLimits, 'maxDepth' | 'maxItems'>,
): void {
  let depth = 0;
  let items = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isInString) {
      if (unit === BACKSLASH) index += 1;
      else if (unit === QUOTE) isInString = false;
      continue;
    }
    if (unit === QUOTE) isInString = true;
    else if (unit === OPEN_ARRAY || unit === OPEN_OBJECT) {
      depth += 1;
      items += 1;
    } else if (unit === CLOSE_ARRAY || unit === CLOSE_OBJECT) depth -= 1;
    else if (unit === COMMA) items += 1;
    if (depth > maxDepth) {
      throw new BadBody(
        `The target sent JSON nested deeper than ${maxDepth} levels.`,
      );
    }
    if (items > maxItems) {
      throw new BadBody(
        `The target sent JSON with more than ${maxItems} items.`,
      );
    }
  }
}

function tidy(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  return mapJson(value, tidy, (name) =>
    name === '__proto__' ? null : storable(name),
  );
}

/** PostgreSQL stores neither lone surrogates nor NUL. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
