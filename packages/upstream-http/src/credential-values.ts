const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'vmware-api-session-id',
  'x-api-key',
]);

/** The secrets in a request's headers: whole values, the part after the scheme, and the password of HTTP Basic. */
export function credentialValues(
  headers: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(headers)
    .filter(([name]) => CREDENTIAL_HEADERS.has(name.toLowerCase()))
    .flatMap(([, value]) => valuesIn(value));
}

function valuesIn(value: string): string[] {
  const [scheme = '', ...rest] = value.split(' ');
  const token = rest.join(' ').trim();
  if (token === '') return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, token];
  const pair = Buffer.from(token, 'base64').toString('utf8');
  return [value, token, pair, pair.slice(pair.indexOf(':') + 1)];
}
