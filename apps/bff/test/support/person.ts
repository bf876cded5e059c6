import { type Problem, problem } from '@keyward/contract';
import { z } from 'zod';

import { type Answer, send } from './send.ts';

/** A signed-in browser. */
export interface Person {
  id: string;
  username: string;
  cookie: string;
  /** One request as this console's own page makes it. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** Where requests go, and who listens to every answer. */
export interface Line {
  port: number;
  heard(answer: Answer): void;
}

/** What a page of this console sends with everything that may change something. */
export const PAGE_HEADERS = {
  'x-keyward': '1',
  'content-type': 'application/json',
  'sec-fetch-site': 'same-origin',
} as const;

/** A request of this console's page; `cookie` is null for nobody. */
export async function callAs(
  line: Line,
  cookie: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await send(line.port, {
    method,
    path,
    headers: {
      ...(method === 'GET' ? {} : PAGE_HEADERS),
      ...(cookie === null ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  line.heard(answer);
  return answer;
}

/** Signs in through the console's own door. @throws when it does not open */
export async function signIn(
  line: Line,
  username: string,
  password: string,
): Promise<Person> {
  const answer = await callAs(line, null, 'POST', '/api/session', {
    username,
    password,
  });
  if (answer.status !== 201) {
    throw new Error(`${username} could not sign in: ${answer.text}`);
  }
  const { person } = z
    .object({ person: z.object({ id: z.string() }) })
    .parse(answer.body);
  const cookie = cookieOf(answer);
  return {
    id: person.id,
    username,
    cookie,
    call: (method, path, body, headers) =>
      callAs(line, cookie, method, path, body, headers),
  };
}

/** The session cookie that an answer sets, as a browser sends it back. */
export function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** The problem of an answer that must be one. @throws when it is none, or its status is not the answer's */
export function problemOf(answer: Answer): Problem {
  if (answer.headers['content-type'] !== 'application/problem+json') {
    throw new Error(`No problem but ${String(answer.status)}: ${answer.text}`);
  }
  const read = problem.parse(answer.body);
  if (read.status !== answer.status) {
    throw new Error(
      `Status ${String(answer.status)} with a problem of ${String(read.status)}.`,
    );
  }
  return read;
}

/** Code and pointers of a refusal, as tests compare them. */
export function refusalOf(answer: Answer): { code: string; fields: string[] } {
  const { code, fieldErrors = [] } = problemOf(answer);
  return { code, fields: fieldErrors.map((each) => each.pointer) };
}
