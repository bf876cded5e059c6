/** Text that stands in a JSON document as it is, whether or not it is JSON. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A list of members, in which a name may come twice and `__proto__` is a name like any other. */
export class Members {
  readonly list: readonly (readonly [string, unknown])[];

  constructor(list: readonly (readonly [string, unknown])[]) {
    this.list = list;
  }
}

/** JSON text of a value that may hold what no parser would give back. */
export function writeJson(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Members) {
    return `{${value.list.map(([name, each]) => `${JSON.stringify(name)}:${writeJson(each)}`).join()}}`;
  }
  if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`;
  if (typeof value === 'object' && value !== null) {
    return writeJson(new Members(Object.entries(value)));
  }
  return JSON.stringify(value) ?? 'null';
}
