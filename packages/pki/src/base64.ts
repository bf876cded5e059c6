/** Bytes of canonical Base64 with any white space in it; null when it is empty or anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const compact = text.replace(/[ \t\r\n]+/g, '');
  const binary = binaryOf(compact);
  // Another spelling of the same bytes is not canonical, nor is what only a lenient reader takes.
  if (binary === '' || btoa(binary) !== compact) return null;
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = binary.charCodeAt(at);
  }
  return bytes;
}

/** Empty for what is no Base64 at all. */
function binaryOf(compact: string): string {
  try {
    return atob(compact);
  } catch {
    return '';
  }
}

/** Standard Base64 with padding, on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 1) {
    binary += String.fromCharCode(bytes[at] ?? 0);
  }
  return btoa(binary);
}
