import { type IncomingMessage, request } from 'node:http';

export interface ReaderOptions {
  headers?: Record<string, string>;
  path?: string;
  method?: 'GET' | 'HEAD';
}

interface Frame {
  id: string | null;
  event: string | null;
  data: string | null;
  /** The whole block as it came. */
  text: string;
}

/** One open stream, read block by block. */
export interface Reader {
  status: number;
  headers: IncomingMessage['headers'];
  /** Every block so far, comments included. */
  frames: Frame[];
  /** Waits for the first block, past or to come, that passes. */
  find: (passes: (frame: Frame) => boolean) => Promise<Frame>;
  /** Waits until the event with this number has come and returns the numbers of all events so far. */
  seqsUntil: (seq: number) => Promise<number[]>;
  /** Resolves when the server has ended or cut the stream. */
  ended: Promise<void>;
  /** Stops taking bytes, so that the server's buffer fills. */
  stall: () => void;
  /** Takes bytes again. */
  resume: () => void;
  leave: () => void;
}

/** Opens a stream and resolves with its headers. */
export async function openReader(
  port: number,
  { headers = {}, path = '/api/events', method = 'GET' }: ReaderOptions,
): Promise<Reader> {
  const sent = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers,
    agent: false,
  });
  sent.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  return readFrames(response);
}

function readFrames(response: IncomingMessage): Reader {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  const tell = (): void => {
    for (const look of waiting) look();
  };
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    frames.push(...blocks.map(parseBlock));
    tell();
  });
  // A stream that is cut reports an error first; that it is over is all that counts here.
  response.on('error', () => undefined);
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => {
      isOver = true;
      tell();
      resolve();
    });
  });

  async function find(passes: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const frame = frames.find(passes);
        if (frame === undefined && !isOver) return;
        waiting.delete(look);
        if (frame === undefined) reject(new Error('The stream ended first.'));
        else resolve(frame);
      };
      waiting.add(look);
      look();
    });
  }

  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    frames,
    find,
    async seqsUntil(seq) {
      await find(({ id, data }) => data !== null && id === String(seq));
      return frames.flatMap(({ id, data }) =>
        data === null || id === null ? [] : [Number(id)],
      );
    },
    ended,
    stall: () => response.pause(),
    resume: () => response.resume(),
    leave: () => response.destroy(),
  };
}

function parseBlock(text: string): Frame {
  const frame: Frame = { id: null, event: null, data: null, text };
  for (const line of text.split('\n')) {
    const [, field, value = ''] = /^(id|event|data): (.*)$/s.exec(line) ?? [];
    if (field === 'id') frame.id = value;
    if (field === 'event') frame.event = value;
    if (field === 'data') frame.data = value;
  }
  return frame;
}
