import { connect } from 'node:net';

/** A reader that costs as little as it can: what it hears is searched, not parsed. */
export interface StreamReader {
  /** Resolves when the event with this number has come. */
  hears(seq: number): Promise<void>;
  /** Everything that came, for a reader that was told to keep it. */
  heard(): string;
  keep(): void;
  /** Stops taking bytes. */
  stall(): void;
  leave(): void;
}

const TAIL = 80;

export interface ReaderOptions {
  /** Where to continue; everything that comes is kept then. */
  lastEventId?: number | undefined;
  cookie?: string;
}

/** Opens a stream and resolves with its first bytes. */
export async function openStreamReader(
  port: number,
  { lastEventId, cookie }: ReaderOptions = {},
): Promise<StreamReader> {
  const socket = connect(port, '127.0.0.1');
  // A server that is stopped resets what is still open.
  socket.on('error', () => undefined);
  let awaited: { marks: readonly string[]; heard: () => void } | null = null;
  let tail = '';
  let isKept = lastEventId !== undefined;
  const kept: string[] = [];
  const opened = Promise.withResolvers<void>();
  socket.on('data', (bytes) => {
    const fresh = bytes.toString('latin1');
    if (isKept) kept.push(fresh);
    const text = tail + fresh;
    opened.resolve();
    tail = text.slice(-TAIL);
    if (awaited?.marks.some((mark) => text.includes(mark)) === true) {
      awaited.heard();
      awaited = null;
    }
  });
  const headers = [
    `Host: 127.0.0.1:${String(port)}`,
    ...(lastEventId === undefined
      ? []
      : [`Last-Event-ID: ${String(lastEventId)}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
  ];
  socket.write(`GET /api/events HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  await opened.promise;
  return {
    hears(seq) {
      // With and without the space that a field may have.
      const marks = [`id: ${String(seq)}\n`, `id:${String(seq)}\n`];
      return new Promise((heard) => {
        awaited = { marks, heard };
        const known = tail + kept.join('');
        if (marks.some((mark) => known.includes(mark))) {
          awaited = null;
          heard();
        }
      });
    },
    heard: () => kept.join(''),
    keep: () => void (isKept = true),
    stall: () => void socket.pause(),
    leave: () => socket.destroy(),
  };
}
