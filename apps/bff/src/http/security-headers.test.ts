import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';

import { createSecurityHeaders } from './security-headers.ts';

function headersOf(isHttps: boolean): Record<string, unknown> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  createSecurityHeaders(isHttps).protect(response);
  return response.getHeaders();
}

it('a console behind https asks browsers never to come without it; a demo on http does not', () => {
  expect(headersOf(true)['strict-transport-security']).toBe(
    'max-age=31536000; includeSubDomains',
  );
  expect(headersOf(false)['strict-transport-security']).toBeUndefined();
});

it('the policy lets scripts, styles, fonts and images come from this console alone, and no script text at all', () => {
  const policy = String(headersOf(true)['content-security-policy']);
  expect(policy.split(';').sort()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "img-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].sort(),
  );
});
