import { describe, expect, it } from 'vitest';

import { createSseParser, type SseFrame } from './sse-parser.ts';

function parse(...chunks: string[]): SseFrame[] {
  const parser = createSseParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

describe('reading an event stream', () => {
  it('dispatches a frame at its empty line, with its event, data and id', () => {
    expect(parse('id: 7\nevent: task\ndata: {"a":1}\n\n')).toEqual([
      { event: 'task', data: '{"a":1}', id: '7' },
    ]);
  });

  it('reads the same frames however the bytes are cut', () => {
    const text =
      ': heartbeat\n\nid: 1\r\nevent: change\r\ndata: one\r\ndata: two\r\n\r\nevent: bye\ndata:\n\n';
    const whole = parse(text);
    expect(whole).toEqual([
      { event: 'change', data: 'one\ntwo', id: '1' },
      { event: 'bye', data: '', id: '1' },
    ]);
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
    expect(parse(...text)).toEqual(whole);
  });

  it('takes a comment for no frame at all', () => {
    expect(parse(':\n\n: keep\n\n')).toEqual([]);
  });

  it('keeps the id in force for frames that name none', () => {
    expect(
      parse('id: 4\ndata: a\n\ndata: b\n\n').map((frame) => frame.id),
    ).toEqual(['4', '4']);
  });
});
