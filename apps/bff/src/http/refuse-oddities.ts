import type { IncomingMessage } from 'node:http';

import { Refusal } from './refusal.ts';

/**
 * What Node would refuse by itself, without any of our headers, or would quietly tidy up.
 *
 * @throws Refusal `malformed_request`, `expectation_failed`
 */
export function refuseOddities({
  headers,
  httpVersion,
  rawHeaders,
}: IncomingMessage): void {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    throw new Refusal('malformed_request', {
      detail: 'Speak HTTP/1.1 to this console.',
    });
  }
  if (headers.host === undefined && httpVersion === '1.1') {
    throw new Refusal('malformed_request', {
      detail: 'The Host header is missing.',
    });
  }
  if (
    countOf('host', rawHeaders) > 1 ||
    countOf('content-type', rawHeaders) > 1
  ) {
    throw new Refusal('malformed_request', {
      detail: 'A header that may come once came twice.',
    });
  }
  const { expect } = headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    throw new Refusal('expectation_failed');
  }
}

/** Of a header that may come once Node keeps the first and drops the rest; something in front of it may have believed the last. */
function countOf(wanted: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // By length first: this is done for every header of every request.
    if (name.length === wanted.length && name.toLowerCase() === wanted) {
      count += 1;
    }
  }
  return count;
}
