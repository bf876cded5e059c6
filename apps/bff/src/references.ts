/** What a change is called, by its number: `CHG-1042`. */
export function changeReference(number: number): string {
  return `CHG-${String(number)}`;
}

/** What a task is called, by its number: `TSK-1042`. */
export function taskReference(number: number): string {
  return `TSK-${String(number)}`;
}

/** How a person writes the reference of a change or task; `of` is null where the digits stand alone. */
export interface ReferenceText {
  of: 'change' | 'task' | null;
  /** One to nine, which may be the beginning of longer ones. */
  digits: string;
}

const REFERENCE = /^(?:(chg|tsk)(?:-|\s+)?)?(\d{1,9})$/;

/** Reads `CHG-1042`, `chg 1042`, `Tsk1042` and `1042`; null for anything else. */
export function readReference(text: string): ReferenceText | null {
  const [, of, digits] = REFERENCE.exec(text.trim().toLowerCase()) ?? [];
  if (digits === undefined) return null;
  return { of: of === 'chg' ? 'change' : of === 'tsk' ? 'task' : null, digits };
}
