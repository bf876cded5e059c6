import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address a request came from. With `hops` proxies in front, the one that the outermost trusted proxy saw;
 * anything further left was written by the client itself.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const peer = plain(request.socket.remoteAddress ?? 'unknown');
  if (hops === 0) return peer;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((each) => each.trim());
  const seen = plain(forwarded.at(-hops) ?? '');
  return isIP(seen) === 0 ? peer : seen;
}

/** An IPv4 peer of a dual-stack socket in its usual spelling. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
