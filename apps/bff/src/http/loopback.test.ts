import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';

import { isAskedHere, isLoopback } from './loopback.ts';

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.9.8.7', '::1', '::ffff:127.0.0.1'])(
    'is %s',
    (address) => {
      expect(isLoopback(address)).toBe(true);
    },
  );

  it.each(['10.0.0.1', '::', '::2', '::ffff:10.0.0.1', '', 'localhost'])(
    'is not %j',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
});

describe('a request', () => {
  function from(
    address: string,
    headers: Record<string, string> = {},
  ): IncomingMessage {
    const socket = new Socket();
    Object.defineProperty(socket, 'remoteAddress', { value: address });
    const request = new IncomingMessage(socket);
    Object.assign(request.headers, headers);
    return request;
  }

  it('is asked here when its connection says so and nobody is in between', () => {
    expect(isAskedHere(from('127.0.0.1'))).toBe(true);
    expect(isAskedHere(from('10.0.0.1'))).toBe(false);
  });

  it.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', '203.0.113.7'],
    ['x-real-ip', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
    ['x-forwarded-host', 'localhost'],
    ['x-forwarded-proto', 'https'],
  ])('through a proxy is asked elsewhere: %s %s', (name, value) => {
    expect(isAskedHere(from('127.0.0.1', { [name]: value }))).toBe(false);
    expect(isAskedHere(from('203.0.113.7', { [name]: value }))).toBe(false);
  });
});
