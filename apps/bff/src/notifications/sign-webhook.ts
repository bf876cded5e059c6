import { createHmac } from 'node:crypto';

/**
 * Signature of a webhook delivery: HMAC-SHA-256 over `<timestamp>.<body>`, so that neither can be exchanged.
 *
 * @param timestamp seconds since 1970 as sent in `Keyward-Timestamp`
 * @returns value of `Keyward-Signature`: `v1=` and 64 lower-case hex digits
 */
export function signWebhook(
  secret: string,
  timestamp: string,
  body: string,
): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
