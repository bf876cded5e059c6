/** One DER value by its place in the bytes; `end` is where its content ends. */
interface Value {
  tag: number;
  start: number;
  end: number;
}

const SEQUENCE = 0x30;

/** What a binary value is, told by the shape of its first members alone. */
export type DerKind =
  | 'certificate'
  | 'csr'
  | 'revocation-list'
  | 'pkcs7'
  | 'pkcs12'
  | 'pkcs8'
  | 'encrypted-pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'dsa'
  | 'public-key'
  | 'unknown';

const MAX_MEMBERS = 10;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const CONTEXT_0 = 0xa0;

/** Recognises a value without reading it; whoever wants its content parses it with an ASN.1 library. */
export function derKind(der: Uint8Array): DerKind {
  const outer = valueAt(der, 0, der.length);
  if (outer === null || outer.tag !== SEQUENCE) return 'unknown';
  const [first, second, third] = membersOf(der, outer);
  if (first === undefined || second === undefined) return 'unknown';
  if (first.tag === INTEGER) {
    return withVersion(der, first, second, membersOf(der, outer).length);
  }
  if (first.tag === OBJECT_IDENTIFIER) {
    return second.tag === CONTEXT_0 ? 'pkcs7' : 'unknown';
  }
  if (first.tag !== SEQUENCE) return 'unknown';
  if (second.tag === OCTET_STRING) return 'encrypted-pkcs8';
  if (second.tag === BIT_STRING) return 'public-key';
  return second.tag === SEQUENCE && third?.tag === BIT_STRING
    ? signedKind(membersOf(der, first).map(({ tag }) => tag))
    : 'unknown';
}

/** Keys and PKCS#12 begin with a version; what follows it tells which they are. */
function withVersion(
  der: Uint8Array,
  first: Value,
  second: Value,
  count: number,
): DerKind {
  const version = first.end - first.start === 1 ? der[first.start] : undefined;
  if (version === 3 && second.tag === SEQUENCE) return 'pkcs12';
  if (version === 1 && second.tag === OCTET_STRING) return 'sec1';
  if ((version === 0 || version === 1) && second.tag === SEQUENCE) {
    return 'pkcs8';
  }
  if (version !== 0 || second.tag !== INTEGER) return 'unknown';
  return count === 6 ? 'dsa' : 'pkcs1';
}

/** What was signed: certificates and lists begin with their algorithm, requests do not. */
function signedKind(tags: readonly number[]): DerKind {
  if (tags[0] === CONTEXT_0) return 'certificate';
  const body = tags[0] === INTEGER ? tags.slice(1) : tags;
  if (body[2] === UTC_TIME || body[2] === GENERALIZED_TIME) {
    return 'revocation-list';
  }
  if (tags[0] !== INTEGER) return 'unknown';
  return body.slice(0, 5).every((tag) => tag === SEQUENCE) && body.length >= 5
    ? 'certificate'
    : 'csr';
}

function membersOf(der: Uint8Array, outer: Value): Value[] {
  const members: Value[] = [];
  let at = outer.start;
  while (at < outer.end && members.length < MAX_MEMBERS) {
    const value = valueAt(der, at, outer.end);
    if (value === null) break;
    members.push(value);
    at = value.end;
  }
  return members;
}

function valueAt(der: Uint8Array, at: number, limit: number): Value | null {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) {
    return { tag, start: at + 2, end: Math.min(at + 2 + first, limit) };
  }
  const count = first & 0x7f;
  if (count > 4) return null;
  const start = at + 2 + count;
  // The indefinite form, which some PKCS#7 and PKCS#12 files use, ends where its parent ends.
  if (count === 0) return { tag, start, end: limit };
  const length = der
    .subarray(at + 2, start)
    .reduce((total, byte) => total * 256 + byte, 0);
  return { tag, start, end: Math.min(start + length, limit) };
}
