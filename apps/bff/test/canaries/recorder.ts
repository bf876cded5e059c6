import type { Answer } from '../support/send.ts';
import type { CanaryBook } from './canary-book.ts';

const SESSION = /^(?:__Host-)?keyward=([A-Za-z0-9_-]{20,});/;

/** Every answer of the console, in two sinks. */
export interface Recorder {
  headers: string[];
  bodies: string[];
  heard: (answer: Answer) => void;
}

/**
 * Keeps every answer. What an answer exists to hand out (a session's token, an invitation's link) is taken out of it
 * once, and is a secret everywhere else: a second copy in the same answer is found.
 */
export function createRecorder(book: CanaryBook): Recorder {
  const headers: string[] = [];
  const bodies: string[] = [];
  return {
    headers,
    bodies,
    heard(answer) {
      let head = JSON.stringify(answer.headers);
      let body = answer.text;
      for (const line of answer.headers['set-cookie'] ?? []) {
        const token = SESSION.exec(line)?.[1];
        if (token === undefined) continue;
        book.note('session token', token);
        head = head.replace(token, '');
      }
      const link = /\/invitation#([A-Za-z0-9_-]{43})"/.exec(body)?.[1];
      if (link !== undefined) {
        book.note('invitation token', link);
        body = body.replace(link, '');
      }
      headers.push(head);
      bodies.push(body);
    },
  };
}
