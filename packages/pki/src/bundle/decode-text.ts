/** A text and what had to be done to read it. */
export interface DecodedText {
  text: string;
  isUtf16: boolean;
}

/** Reads bytes as UTF-8 or UTF-16, with or without a byte order mark; null when they are no text. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): DecodedText | null {
  const encoding = utf16Of(bytes);
  const text = new TextDecoder(encoding ?? 'utf-8').decode(bytes);
  if (text.includes('\0')) return null;
  return {
    // Copied out of JSON or a shell, line breaks arrive as two characters.
    text: text.includes('-----\\n') ? text.replaceAll('\\n', '\n') : text,
    isUtf16: encoding !== null,
  };
}

function utf16Of([first, second, third, fourth]: Uint8Array):
  'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a mark, every second byte of plain letters is zero.
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) {
    return 'utf-16le';
  }
  return first === 0 && second !== 0 && third === 0 && fourth !== 0
    ? 'utf-16be'
    : null;
}
