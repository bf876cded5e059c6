const errorLevel = 50;

/**
 * Reads one line of a child's output. Lines of the structured log are objects with a numeric level
 * (50 is error, 60 fatal) and a message; anything else is taken as it is.
 */
function summariseLogLine(line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return { isError: false, text: line };
  }
  if (typeof entry !== 'object' || entry === null)
    return { isError: false, text: line };
  const cause = entry.err?.message ?? entry.error?.message;
  const text = [entry.msg, cause].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return {
    isError: Number(entry.level) >= errorLevel,
    text: [...new Set(text)].join(': ') || line,
  };
}

/** Shows each different error at most once in ten seconds, with how often it was held back. */
export function errorSummary(name, print, now = Date.now) {
  const shown = new Map();
  return (line) => {
    const { isError, text } = summariseLogLine(line);
    if (!isError) return;
    const before = shown.get(text);
    if (before !== undefined && now() - before.at < 10_000) {
      before.held += 1;
      return;
    }
    const held = before?.held ?? 0;
    if (shown.size > 200) shown.clear();
    shown.set(text, { at: now(), held: 0 });
    print(`${name}: ${text}${held > 0 ? ` (${held} more like this)` : ''}`);
  };
}

const longestWords = 300;

/** Remembers what a process said about its end: an error of its log, else the head of a stack. */
export class LastWords {
  #error = '';
  #complaint = '';
  #last = '';

  hear(line, isComplaint) {
    const { isError, text } = summariseLogLine(line);
    if (isError) this.#error = text;
    if (!isComplaint || text.trim() === '') return;
    this.#last = text.trim();
    if (/^(\w*Error|keyward)\b.*:/.test(this.#last))
      this.#complaint = this.#last;
  }

  get text() {
    const words = this.#complaint || this.#error || this.#last;
    return words.length > longestWords
      ? `${words.slice(0, longestWords)} …`
      : words;
  }
}
