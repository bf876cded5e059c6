/** One dispatched frame of an event stream. */
export interface SseFrame {
  /** `message` when the stream names none. */
  event: string;
  data: string;
  /** The id in force, as the stream last set it. */
  id: string | null;
}

interface Pending {
  event: string;
  data: string[];
}

/**
 * Reads text/event-stream chunk by chunk (WHATWG HTML §9.2.6). `push` returns the frames that a chunk completed.
 * Comments and empty frames return nothing; whoever feeds the parser sees from the chunk itself that it lives.
 */
export function createSseParser(): { push: (chunk: string) => SseFrame[] } {
  let buffer = '';
  let id: string | null = null;
  let pending: Pending = { event: '', data: [] };

  function take(line: string): SseFrame | null {
    if (line === '') {
      const { event, data } = pending;
      pending = { event: '', data: [] };
      return data.length === 0 && event === ''
        ? null
        : {
            event: event === '' ? 'message' : event,
            data: data.join('\n'),
            id,
          };
    }
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') pending.event = value;
    else if (field === 'data') pending.data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
    return null;
  }

  return {
    push(chunk) {
      buffer += chunk;
      const frames: SseFrame[] = [];
      for (;;) {
        const match = /\r\n|\n|\r(?!$)/.exec(buffer);
        if (match === null) return frames;
        const frame = take(buffer.slice(0, match.index));
        buffer = buffer.slice(match.index + match[0].length);
        if (frame !== null) frames.push(frame);
      }
    },
  };
}
