import { decodeBase64 } from './base64.ts';
import { PemError } from './pem-error.ts';

/** Bounds of one pasted text. */
export const MAX_PEM_LENGTH = 64 * 1024;
export const MAX_PEM_BLOCKS = 10;

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const LABEL = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/;
const MAX_LABEL_LENGTH = 64;

/** One `-----BEGIN label-----` block, decoded. */
export interface PemBlock {
  label: string;
  der: Uint8Array<ArrayBuffer>;
}

/**
 * The blocks of a PEM text, in order. Strict: only white space between blocks, exact labels, canonical Base64.
 * The scan is linear, whatever the text; lazy regular expressions take seconds on a page of BEGIN lines.
 *
 * @throws PemError
 */
export function splitPem(text: string): PemBlock[] {
  if (text.length > MAX_PEM_LENGTH) {
    throw new PemError(
      'too_large',
      `The text is longer than ${MAX_PEM_LENGTH / 1024} KiB.`,
    );
  }
  if (text.trim() === '') throw new PemError('empty', 'There is no text.');
  const blocks: PemBlock[] = [];
  let position = 0;
  for (;;) {
    const begin = text.indexOf(BEGIN, position);
    const outside = text.slice(position, begin === -1 ? undefined : begin);
    if (begin === -1 && blocks.length === 0) {
      throw new PemError(
        'no_pem',
        'The text has no line that starts with "-----BEGIN".',
      );
    }
    if (outside.trim() !== '') {
      throw new PemError(
        'text_outside',
        'There is other text before, between or after the blocks.',
      );
    }
    if (begin === -1) return blocks;
    if (blocks.length === MAX_PEM_BLOCKS) {
      throw new PemError(
        'too_many_blocks',
        `The text has more than ${MAX_PEM_BLOCKS} blocks.`,
      );
    }
    const { block, end } = readBlock(text, begin);
    blocks.push(block);
    position = end;
  }
}

function readBlock(
  text: string,
  begin: number,
): { block: PemBlock; end: number } {
  const labelStart = begin + BEGIN.length;
  const labelEnd = text.indexOf(DASHES, labelStart);
  const label = labelEnd === -1 ? '' : text.slice(labelStart, labelEnd);
  if (label.length > MAX_LABEL_LENGTH || !LABEL.test(label)) {
    throw new PemError(
      'unterminated',
      'A line that starts with "-----BEGIN" is not complete.',
    );
  }
  const marker = `${DASHES}END ${label}${DASHES}`;
  const bodyStart = labelEnd + DASHES.length;
  const bodyEnd = text.indexOf(marker, bodyStart);
  if (bodyEnd === -1) {
    throw new PemError(
      'unterminated',
      `The block "${label}" has no matching END line.`,
    );
  }
  const body = text.slice(bodyStart, bodyEnd);
  // RFC 1421 headers; OpenSSL writes them on keys that it protects with a passphrase.
  if (body.includes('ENCRYPTED')) {
    throw new PemError(
      'encrypted_key',
      `The block "${label}" is protected with a passphrase. Remove it first.`,
    );
  }
  const der = decodeBase64(body);
  if (der === null) {
    throw new PemError(
      'bad_base64',
      `The block "${label}" does not hold valid Base64.`,
    );
  }
  return { block: { label, der }, end: bodyEnd + marker.length };
}
