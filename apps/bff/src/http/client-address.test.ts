import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';

import { clientAddress } from './client-address.ts';

function requestFrom(peer: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('the address a request came from', () => {
  it('is the peer’s when no proxy is declared, whatever a header says', () => {
    expect(clientAddress(requestFrom('10.0.0.1', '192.0.2.7'), 0)).toBe(
      '10.0.0.1',
    );
  });

  it('is what the outermost declared proxy saw, counted from the right', () => {
    const request = requestFrom('10.0.0.1', '203.0.113.9, 192.0.2.7, 10.0.0.2');
    expect(clientAddress(request, 1)).toBe('10.0.0.2');
    expect(clientAddress(request, 2)).toBe('192.0.2.7');
  });

  it.each([undefined, '', 'unknown', '192.0.2.7:443', 'a, b', '<script>'])(
    'is the peer’s when the header is no address: %s',
    (forwarded) => {
      expect(clientAddress(requestFrom('10.0.0.1', forwarded), 1)).toBe(
        '10.0.0.1',
      );
    },
  );

  it('is the peer’s when there are fewer entries than proxies', () => {
    expect(clientAddress(requestFrom('10.0.0.1', '192.0.2.7'), 3)).toBe(
      '10.0.0.1',
    );
  });

  it('has one spelling for IPv4 inside IPv6', () => {
    expect(clientAddress(requestFrom('::ffff:10.0.0.1'), 0)).toBe('10.0.0.1');
    expect(clientAddress(requestFrom('10.0.0.1', '::ffff:192.0.2.7'), 1)).toBe(
      '192.0.2.7',
    );
  });
});
