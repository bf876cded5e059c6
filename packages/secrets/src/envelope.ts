const HEADER_BYTES = 4;

/** 1 binds the ciphertext to its key-encryption key as well, so its data key cannot be wrapped anew; read, never made. */
export type EnvelopeVersion = 1 | 2;

export interface Envelope {
  version: EnvelopeVersion;
  kekId: string;
  wrappedKey: Buffer;
  /** `nonce ‖ tag ‖ ciphertext`. */
  box: Buffer;
}

/** `version (1) ‖ length of kekId (1) ‖ length of wrappedKey (2) ‖ kekId ‖ wrappedKey ‖ box`. */
export function encodeEnvelope({
  version,
  kekId,
  wrappedKey,
  box,
}: Envelope): Buffer {
  const id = Buffer.from(kekId, 'utf8');
  if (id.length > 0xff || wrappedKey.length > 0xffff) {
    throw new RangeError('The wrapped key is too long to store.');
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(version, 0);
  header.writeUInt8(id.length, 1);
  header.writeUInt16BE(wrappedKey.length, 2);
  return Buffer.concat([header, id, wrappedKey, box]);
}

/** Null when the bytes are no envelope of a version this code reads. */
export function decodeEnvelope(bytes: Buffer): Envelope | null {
  if (bytes.length < HEADER_BYTES) return null;
  const version = bytes.readUInt8(0);
  if (version !== 1 && version !== 2) return null;
  const idEnd = HEADER_BYTES + bytes.readUInt8(1);
  const keyEnd = idEnd + bytes.readUInt16BE(2);
  if (idEnd === HEADER_BYTES || bytes.length < keyEnd) return null;
  return {
    version,
    kekId: bytes.toString('utf8', HEADER_BYTES, idEnd),
    wrappedKey: bytes.subarray(idEnd, keyEnd),
    box: bytes.subarray(keyEnd),
  };
}
