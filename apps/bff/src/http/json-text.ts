import { Refusal } from './refusal.ts';

const MAX_DEPTH = 20;
const MAX_KEYS = 500;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads JSON text that a stranger sent. Before anything gives it meaning, one linear pass refuses what parsers
 * disagree about: deep nesting, too many or duplicate keys, prototype keys, lone surrogates, numbers that lose digits.
 * Errors never carry the text.
 */
export function parseJsonText(text: string): unknown {
  if (!text.isWellFormed()) {
    throw new Refusal('malformed_json', {
      detail: 'The text is not well-formed Unicode.',
    });
  }
  scan(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message quotes the input, which may hold a secret.
    throw new Refusal('malformed_json', {
      detail: 'The body could not be read as JSON.',
    });
  }
  refuseLoneSurrogates(value);
  return value;
}

function refuse(detail: string): never {
  throw new Refusal('malformed_json', { detail });
}

interface Level {
  keys: Set<string> | null;
  expectsKey: boolean;
}

function scan(text: string): void {
  const levels: Level[] = [];
  let keys = 0;
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    const level = levels.at(-1);
    if (character === '"') {
      const end = endOfString(text, index);
      if (level?.expectsKey === true && level.keys !== null) {
        keys += 1;
        if (keys > MAX_KEYS) refuse(`More than ${String(MAX_KEYS)} members.`);
        noteKey(level.keys, text.slice(index, end + 1));
        level.expectsKey = false;
      }
      index = end + 1;
      continue;
    }
    if (character === '{' || character === '[') {
      levels.push({
        keys: character === '{' ? new Set() : null,
        expectsKey: character === '{',
      });
      if (levels.length > MAX_DEPTH) {
        refuse(`Nested deeper than ${String(MAX_DEPTH)} levels.`);
      }
    } else if (character === '}' || character === ']') levels.pop();
    else if (character === ',' && level !== undefined) {
      level.expectsKey = level.keys !== null;
    } else if (
      character !== undefined &&
      (character === '-' || (character >= '0' && character <= '9'))
    ) {
      index = endOfNumber(text, index);
      continue;
    }
    index += 1;
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') {
    index += text[index] === '\\' ? 2 : 1;
  }
  if (index >= text.length) refuse('A text is not closed.');
  return index;
}

function noteKey(seen: Set<string>, quoted: string): void {
  let key: unknown;
  try {
    key = JSON.parse(quoted);
  } catch {
    refuse('A member name is not readable.');
  }
  if (typeof key !== 'string') return;
  if (FORBIDDEN_KEYS.has(key)) refuse('A member name is not allowed.');
  if (seen.has(key)) refuse('A member is named twice.');
  seen.add(key);
}

function endOfNumber(text: string, start: number): number {
  let end = start;
  while (end < text.length && /[-+0-9.eE]/.test(text[end] ?? '')) end += 1;
  const value = Number(text.slice(start, end));
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    refuse('A number is too large.');
  }
  return end;
}

function refuseLoneSurrogates(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) refuse('The text is not well-formed Unicode.');
  } else if (Array.isArray(value)) value.forEach(refuseLoneSurrogates);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      refuseLoneSurrogates(key);
      refuseLoneSurrogates(member);
    }
  }
}
