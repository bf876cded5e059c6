import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

const PERMISSIONS = [
  ...[
    'camera',
    'microphone',
    'geolocation',
    'payment',
    'usb',
    'serial',
    'hid',
    'display-capture',
  ].map((feature) => `${feature}=()`),
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ');

export interface SecurityHeaders {
  /** Names and values by turns, as `writeHead` takes them. */
  list: readonly string[];
  protect(this: void, response: ServerResponse): void;
}

/** Headers of every answer, errors and static files included. */
export function createSecurityHeaders(isHttps: boolean): SecurityHeaders {
  const setHeaders = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    // Browsers key by origin anyway, and warn where the page without an origin asks for it.
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isHttps
      ? { maxAge: 31_536_000, includeSubDomains: true }
      : false,
    xFrameOptions: { action: 'deny' },
  });
  // Nothing of it depends on the request, so it is worked out once.
  const fixed = new Map<string, string>();
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  sample.setHeader = (name, value) => {
    fixed.set(name, String(value));
    return sample;
  };
  setHeaders(sample.req, sample, () => undefined);
  sample.setHeader('Permissions-Policy', PERMISSIONS);
  sample.setHeader('Cache-Control', 'no-store');
  return {
    list: [...fixed].flat(),
    protect(response) {
      for (const [name, value] of fixed) response.setHeader(name, value);
    },
  };
}
