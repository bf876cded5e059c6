import { readReference, type ReferenceText } from '../references.ts';

/** What a person may mean by the words they look for. */
export interface SearchText {
  /** Trimmed, lower case, one blank between words. */
  text: string;
  reference: ReferenceText | null;
  /** A whole id. */
  id: string | null;
  /** The beginning of a SHA-256, lower case without colons: 4 to 64 digits. */
  fingerprint: string | null;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FINGERPRINT = /^[0-9a-f]{4,64}$/;
const FINGERPRINT_LABEL = /^sha-?256(?:\s+fingerprint)?\s*[:=]?\s*/;

/** Reads a reference, an id and the beginning of a fingerprint as people write, paste and dictate them. */
export function readSearchText(q: string): SearchText {
  const text = q.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const hex = text.replace(FINGERPRINT_LABEL, '').replaceAll(/[\s:]/g, '');
  return {
    text,
    reference: readReference(text),
    id: ID.test(text) ? text : null,
    fingerprint: FINGERPRINT.test(hex) ? hex : null,
  };
}
