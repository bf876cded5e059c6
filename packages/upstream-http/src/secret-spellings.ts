/** Lines of a key shorter than this (the last one, mostly) are not looked for on their own. */
const MIN_LINE_LENGTH = 16;
const MIN_ENCODED_LENGTH = 4;

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Every form in which a target may repeat a value: escaped, encoded, or line by line. */
export function secretSpellings(value: string): string[] {
  const trimmed = value.trim();
  const lines = value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(
      (line) => line.length >= MIN_LINE_LENGTH && !line.startsWith('-----'),
    );
  const spellings = [value, trimmed, ...escaped(value), ...lines];
  if (value.length < MIN_ENCODED_LENGTH) return spellings;
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  return [...spellings, hex, hex.toUpperCase(), ...insideBase64(bytes)];
}

function escaped(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const slashes = json.replaceAll('/', '\\/');
  // JSON inside a JSON string is escaped twice.
  const twice = JSON.stringify(json).slice(1, -1);
  const url = encodeURIComponent(value);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const html = value.replace(
    /[&<>"']/g,
    (character) => HTML_ENTITIES[character] ?? character,
  );
  return [json, ascii, slashes, twice, url, form, html];
}

/** The characters that Base64 of any longer text containing these bytes must contain, at each of three alignments. */
function insideBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const firstWhole = offset === 0 ? 0 : offset + 1;
    const remainder = (offset + bytes.length) % 3;
    const inner = encoded.slice(
      firstWhole,
      remainder === 0 ? encoded.length : encoded.length - 1,
    );
    // A few characters of Base64 are too little to be called the secret.
    if (inner.length < 8) return [];
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
