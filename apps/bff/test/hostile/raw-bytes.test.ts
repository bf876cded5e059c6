import { problem } from '@keyward/contract';
import { tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import {
  healthRequest,
  REFUSED_BYTES,
  upgradeRequest,
  withHiddenBody,
} from './raw-requests.ts';
import { speak } from './speak.ts';

let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await startConsoleUnderTest();
});
afterAll(() => console.stop());

describe('bytes that are no good request', () => {
  it.concurrent.each(REFUSED_BYTES)(
    'get one refusal and no second answer: %s',
    async (_what, bytes) => {
      const [answer, ...more] = await speak(
        console.port,
        Buffer.from(bytes, 'latin1'),
      );
      expect(more).toEqual([]);
      const refused = problem.parse(JSON.parse(answer?.body ?? 'null'));
      expect(refused.status).toBe(answer?.status);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(500);
      expect(answer?.headers).toMatchObject({
        'content-type': 'application/problem+json',
        'x-content-type-options': 'nosniff',
        'x-request-id': refused.requestId,
      });
    },
  );

  it('are at least fifty kinds, and the console goes on after them', async () => {
    expect(REFUSED_BYTES.length).toBeGreaterThanOrEqual(50);
    tellFigure('client: bytes refused in words', REFUSED_BYTES.length, {
      least: 50,
    });
    const { status } = await console.send({ method: 'GET', path: '/healthz' });
    expect(status).toBe(200);
  });
});

describe('requests on one connection', () => {
  it('are answered one after the other, all of them', async () => {
    const answers = await speak(console.port, healthRequest.repeat(200));
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
  });

  it('end with the first that is none', async () => {
    const answers = await speak(
      console.port,
      `${healthRequest}${healthRequest}nonsense\r\n\r\n${healthRequest}`,
    );
    expect(answers.map(({ status }) => status).at(-1)).toBe(400);
    expect(answers.length).toBeLessThanOrEqual(3);
  });

  it.each(['GET', 'POST', 'DELETE', 'TRACE'])(
    'are not found in the body of a %s',
    async (method) => {
      const answers = await speak(console.port, withHiddenBody(method));
      expect(answers).toHaveLength(1);
      expect(answers[0]?.body).not.toContain('openapi');
    },
  );

  it.each(['websocket', 'h2c'])('never become %s', async (protocol) => {
    const [answer, ...more] = await speak(
      console.port,
      upgradeRequest(protocol),
    );
    expect(answer?.status).toBe(200);
    expect(more).toEqual([]);
  });
});
