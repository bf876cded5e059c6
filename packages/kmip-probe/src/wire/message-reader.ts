import { TAG } from './names.ts';
import { HEADER_BYTES, TTLV_LIMITS, TtlvError } from './ttlv.ts';

/** Collects the bytes of one message as they come. */
export interface MessageReader {
  /** Takes a chunk; the whole message once it is there, else null. @throws TtlvError */
  take(chunk: Uint8Array): Uint8Array | null;
}

/**
 * Reads one message that begins with `tag`. What the first eight bytes state is judged before more is kept, and never
 * more than the limit is.
 */
export function createMessageReader(
  tag: number = TAG.responseMessage,
): MessageReader {
  let kept = new Uint8Array(0);
  return {
    take(chunk) {
      if (kept.length + chunk.length > TTLV_LIMITS.maxBytes) {
        throw new TtlvError('The message is too long.');
      }
      const joined = new Uint8Array(kept.length + chunk.length);
      joined.set(kept);
      joined.set(chunk, kept.length);
      kept = joined;
      if (kept.length < HEADER_BYTES) return null;
      const view = new DataView(kept.buffer);
      if (view.getUint32(0) !== tag * 256 + 1) {
        throw new TtlvError('This is no KMIP message.');
      }
      const total = HEADER_BYTES + view.getUint32(4);
      if (total > TTLV_LIMITS.maxBytes) {
        throw new TtlvError('The message is too long.');
      }
      if (kept.length < total) return null;
      if (kept.length > total) throw new TtlvError('Bytes follow the message.');
      return kept;
    },
  };
}
