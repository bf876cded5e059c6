import type { Json } from '@keyward/contract';

/** One value of a change's input that somebody can write about. */
export interface InputField {
  /** RFC 6901, into the input. */
  pointer: string;
  /** Null for a secret, whose value nobody sees. */
  value: string | null;
}

const MOST = 200;

/** Every value of an input by its pointer, in the order it was given. */
export function inputFields(input: Json): InputField[] {
  const found: InputField[] = [];
  collect(input, '', found);
  return found;
}

function collect(value: Json, pointer: string, found: InputField[]): void {
  if (found.length >= MOST) return;
  if (typeof value !== 'object' || value === null) {
    if (pointer !== '') {
      found.push({ pointer, value: value === null ? '' : String(value) });
    }
    return;
  }
  if (!Array.isArray(value) && '$secret' in value) {
    found.push({ pointer, value: null });
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const part = name.replaceAll('~', '~0').replaceAll('/', '~1');
    collect(member, `${pointer}/${part}`, found);
  }
}
