import type { Json } from '@keyward/contract';

/** A container of JSON that a pointer leads into. */
type Container = Record<string, Json> | Json[];

function isContainer(value: Json | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

/** RFC 6901 §4: no leading zeros, and nothing else that would read as a number. */
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

function memberOf(value: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(value)) {
    return INDEX.test(segment) ? value[Number(segment)] : undefined;
  }
  if (!isContainer(value) || !Object.hasOwn(value, segment)) return undefined;
  return value[segment];
}

/** Pointers that a pattern stands for in `value`, whether or not their last member is there. `*` is one array index. */
export function expandPattern(pattern: string, value: Json): string[] {
  const segments = pattern.split('/').slice(1);
  const expand = (
    at: Json | undefined,
    index: number,
    path: string,
  ): string[] => {
    const segment = segments[index];
    if (segment === undefined) return [path];
    if (segment === '*') {
      return Array.isArray(at)
        ? at.flatMap((each, position) =>
            expand(each, index + 1, `${path}/${String(position)}`),
          )
        : [];
    }
    if (!isContainer(at) || Array.isArray(at)) return [];
    return expand(at[segment], index + 1, `${path}/${segment}`);
  };
  return expand(value, 0, '');
}

/** The value at a pointer, or undefined. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  return pointer.split('/').slice(1).reduce<Json | undefined>(memberOf, value);
}

/** A copy of `value` with the member at `pointer` replaced, or removed when `member` is undefined. */
export function withMember(
  value: Json,
  pointer: string,
  member: Json | undefined,
): Json {
  const copy = structuredClone(value);
  const segments = pointer.split('/').slice(1);
  const last = segments.pop();
  const parent = segments.reduce<Json | undefined>(memberOf, copy);
  if (last === undefined || !isContainer(parent) || Array.isArray(parent)) {
    return copy;
  }
  if (member === undefined) delete parent[last];
  else parent[last] = member;
  return copy;
}
