import { MAX_PEM_BLOCKS } from '../split-pem.ts';

/** A block as it stands in a text: its label, the lines within, and its own BEGIN and END lines. */
export interface RawBlock {
  label: string;
  body: string;
}

export interface ScannedPem {
  blocks: RawBlock[];
  /** Labels of blocks without their END line. */
  truncated: string[];
  hasTextAround: boolean;
  isOverLimit: boolean;
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';
const MAX_LABEL_LENGTH = 64;

/**
 * The blocks of a text that may hold anything else besides, as mail programs and browsers save them. What is sent later
 * is written anew from the decoded bytes. Linear: it stops at the eleventh BEGIN.
 */
export function scanPem(text: string): ScannedPem {
  const scanned: ScannedPem = {
    blocks: [],
    truncated: [],
    hasTextAround: false,
    isOverLimit: false,
  };
  let position = 0;
  for (let count = 0; ; count += 1) {
    const begin = text.indexOf(BEGIN, position);
    const outside = text.slice(position, begin === -1 ? undefined : begin);
    if (outside.trim() !== '') scanned.hasTextAround = true;
    if (begin === -1) return scanned;
    if (count === MAX_PEM_BLOCKS) {
      scanned.isOverLimit = true;
      return scanned;
    }
    position = readBlock(text, begin, scanned);
  }
}

/** Adds the block at `begin` and tells where to go on. */
function readBlock(text: string, begin: number, scanned: ScannedPem): number {
  const labelStart = begin + BEGIN.length;
  const labelEnd = text.indexOf(DASHES, labelStart);
  const label =
    labelEnd === -1 || labelEnd - labelStart > MAX_LABEL_LENGTH
      ? ''
      : text.slice(labelStart, labelEnd);
  const bodyStart = labelEnd + DASHES.length;
  const end = text.indexOf(END, labelStart);
  const next = text.indexOf(BEGIN, labelStart);
  if (label === '' || end === -1 || (next !== -1 && next < end)) {
    scanned.truncated.push(label === '' ? 'at its beginning' : label);
    return next === -1 ? text.length : next;
  }
  scanned.blocks.push({ label, body: text.slice(bodyStart, end) });
  const tail = text.indexOf(DASHES, end + END.length);
  return tail === -1 ? text.length : tail + DASHES.length;
}
