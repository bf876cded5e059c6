type Json = Record<string, unknown>;

/** How a resource's fields behave in `fields=`. */
export interface FieldRules {
  /** Always answered. */
  key: readonly string[];
  /** Answered only when named; `*` leaves them out, `**` does not. */
  expensive: readonly string[];
}

/**
 * The part of a record that `fields` asks for. Without `fields` a collection gives the key fields; one object gives all
 * but the expensive ones (pass `['*']`).
 */
export function project(
  record: Json,
  wanted: readonly string[],
  rules: FieldRules,
): Json {
  const all = wanted.includes('**');
  const cheap = all || wanted.includes('*');
  const named = [...rules.key, ...wanted];
  return keep(record, '', (path) => {
    if (all || path === '_links' || path.endsWith('._links')) return true;
    const expensive = rules.expensive.find((field) => covers(field, path));
    if (expensive !== undefined) {
      return named.some(
        (field) => covers(field, path) && covers(expensive, field),
      );
    }
    return cheap || named.some((field) => covers(field, path));
  });
}

/** `external` covers `external.servers.server`. */
function covers(field: string, path: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

function keep(
  record: Json,
  prefix: string,
  isWanted: (path: string) => boolean,
): Json {
  const kept: Json = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (name === '_links') {
      if (isWanted(path)) kept[name] = value;
    } else if (Array.isArray(value) && value.some(isObject)) {
      const items = value
        .filter(isObject)
        .map((item) => keep(item, path, isWanted));
      if (items.some((item) => hasContent(item))) kept[name] = items;
    } else if (isObject(value)) {
      const inner = keep(value, path, isWanted);
      if (hasContent(inner)) kept[name] = inner;
    } else if (isWanted(path)) {
      kept[name] = value;
    }
  }
  return kept;
}

/** Links alone do not make an object worth answering. */
function hasContent(value: Json): boolean {
  return Object.keys(value).some((name) => name !== '_links');
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
