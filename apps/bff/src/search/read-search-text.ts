/** What a person may mean by the words they look for. */
export interface SearchText {
  /** Trimmed, lower case, one blank between words. */
  text: string;
  /** Digits of a reference; `of` is null where they stand alone. */
  reference: { of: 'change' | 'task' | null; digits: string } | null;
  /** A whole id. */
  id: string | null;
  /** The beginning of a SHA-256, lower case without colons: 4 to 64 digits. */
  fingerprint: string | null;
}

const REFERENCE = /^(?:(chg|tsk)[ -]?)?(\d{1,9})$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FINGERPRINT = /^[0-9a-f]{4,64}$/;
const FINGERPRINT_LABEL = /^sha-?256(?:\s+fingerprint)?\s*[:=]?\s*/;

/** Reads a reference, an id and the beginning of a fingerprint as people write, paste and dictate them. */
export function readSearchText(q: string): SearchText {
  const text = q.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, of, digits] = REFERENCE.exec(text) ?? [];
  const hex = text.replace(FINGERPRINT_LABEL, '').replaceAll(/[\s:]/g, '');
  return {
    text,
    reference:
      digits === undefined
        ? null
        : {
            of: of === 'chg' ? 'change' : of === 'tsk' ? 'task' : null,
            digits,
          },
    id: ID.test(text) ? text : null,
    fingerprint: FINGERPRINT.test(hex) ? hex : null,
  };
}
