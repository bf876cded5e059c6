import { createHmac } from 'node:crypto';

/**
 * HMAC-SHA-256 over `<timestamp>.<body>`, so that neither can be exchanged. Made anew at each try: a receiver refuses
 * what is older than five minutes.
 *
 * @returns headers `keyward-timestamp`, seconds since 1970, and `keyward-signature`, `v1=` and 64 lower-case hex digits
 */
export function signDelivery(
  secret: string,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'keyward-timestamp': timestamp,
    'keyward-signature': `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  };
}
