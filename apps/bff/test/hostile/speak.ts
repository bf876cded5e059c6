import { once } from 'node:events';
import { connect } from 'node:net';

export interface SpokenAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends bytes as they are and reads every answer until the console hangs up or falls silent. */
export async function speak(
  port: number,
  bytes: string | Buffer,
  silentMs = 400,
): Promise<SpokenAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  // What is refused early may be reset while it is still being sent.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.setTimeout(silentMs, () => socket.destroy());
  let heard = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    heard += String(chunk);
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  await closed;
  return answersIn(heard);
}

/** Bytes that came before the console hung up are all there is: a stream cut off reads as what it was. */
function answersIn(heard: string): SpokenAnswer[] {
  const answers: SpokenAnswer[] = [];
  let rest = heard;
  while (rest.startsWith('HTTP/1.1 ')) {
    const [head = ''] = rest.split('\r\n\r\n', 1);
    const [line = '', ...lines] = head.split('\r\n');
    const headers = Object.fromEntries(
      lines.map((each) => {
        const at = each.indexOf(':');
        return [each.slice(0, at).toLowerCase(), each.slice(at + 1).trim()];
      }),
    );
    const start = head.length + 4;
    const length = Number(headers['content-length'] ?? 0);
    answers.push({
      status: Number(line.split(' ')[1]),
      headers,
      body: rest.slice(start, start + length),
    });
    rest = rest.slice(start + length);
  }
  return answers;
}
