const BLOCK_BYTES = 64;
const LENGTH_BYTES = 4;

/** `length (4) ‖ plain ‖ zeros` up to the next 64 bytes, so a ciphertext does not tell how long a password is. */
export function padPlain(plain: Buffer): Buffer {
  const size =
    Math.ceil((LENGTH_BYTES + plain.length) / BLOCK_BYTES) * BLOCK_BYTES;
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(plain.length, 0);
  plain.copy(padded, LENGTH_BYTES);
  plain.fill(0);
  return padded;
}

/** The reverse of {@link padPlain}; throws when the length cannot be right. */
export function unpadPlain(padded: Buffer): Buffer {
  const length = padded.readUInt32BE(0);
  if (LENGTH_BYTES + length > padded.length) {
    throw new RangeError('The padded length is wrong.');
  }
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}
