import type { FrozenRequest } from '@keyward/contract';

import { type SecretPlace, secretPlace } from './secret-names.ts';

/** A body as it goes over the wire, in pieces: JSON text, and secrets that stand for a whole JSON text value. */
export type BodyPart = string | SecretPlace;

/** The body's bytes as the console sends them, cut at each secret; empty when there is no body. */
export function bodyParts(body: FrozenRequest['body']): BodyPart[] {
  if (body === undefined) return [];
  const parts: BodyPart[] = [];
  write(body, parts);
  return parts;
}

/** The secrets of a body, each once. */
export function secretsIn(parts: readonly BodyPart[]): SecretPlace[] {
  const found = new Map<string, SecretPlace>();
  for (const part of parts) {
    if (typeof part !== 'string') found.set(part.name, part);
  }
  return [...found.values()];
}

function write(value: unknown, parts: BodyPart[]): void {
  const pointer = pointerOf(value);
  if (pointer !== null) {
    parts.push(secretPlace(pointer));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    add(JSON.stringify(value), parts);
    return;
  }
  const isList = Array.isArray(value);
  add(isList ? '[' : '{', parts);
  Object.entries(value).forEach(([key, member], index) => {
    if (index > 0) add(',', parts);
    if (!isList) add(`${JSON.stringify(key)}:`, parts);
    write(member, parts);
  });
  add(isList ? ']' : '}', parts);
}

function add(text: string, parts: BodyPart[]): void {
  const last = parts.length - 1;
  const before = parts[last];
  if (typeof before === 'string') parts[last] = before + text;
  else parts.push(text);
}

function pointerOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.keys(value).length !== 1 || !('$secret' in value)) return null;
  return typeof value.$secret === 'string' ? value.$secret : null;
}
