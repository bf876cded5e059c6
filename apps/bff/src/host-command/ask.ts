import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { ConfigError } from '../config.ts';

/** Somebody at a terminal, or a file or pipe that holds the password. */
export interface Ask {
  line(question: string, option: string): Promise<string>;
  /** Typed twice and shown nowhere; without a terminal the first line of standard input. */
  newPassword(): Promise<string>;
  close(): void;
}

/** Asks at the terminal; questions go to standard error, so that standard output holds the result only. */
export function createAsk(): Ask {
  return process.stdin.isTTY ? askTerminal() : readPipe();
}

function askTerminal(): Ask {
  let isHidden = false;
  const screen = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({
    input: process.stdin,
    output: screen,
    terminal: true,
    historySize: 0,
  });
  lines.once('SIGINT', () => {
    process.stderr.write('\n');
    process.exit(130);
  });
  const hidden = async (question: string): Promise<string> => {
    process.stderr.write(question);
    isHidden = true;
    const typed = await lines.question('');
    isHidden = false;
    process.stderr.write('\n');
    return typed;
  };
  return {
    line: (question) => lines.question(question),
    async newPassword() {
      const password = await hidden('Password (at least 12 characters): ');
      if ((await hidden('The same again: ')) !== password) {
        throw new ConfigError('The two passwords differ; nothing was changed.');
      }
      return password;
    },
    close: () => lines.close(),
  };
}

function readPipe(): Ask {
  return {
    line: (_question, option) =>
      Promise.reject(
        new ConfigError(`Without a terminal, give ${option} as an option.`),
      ),
    async newPassword() {
      const [first = ''] = (await text(process.stdin)).split(/\r?\n/);
      return first;
    },
    close: () => undefined,
  };
}
