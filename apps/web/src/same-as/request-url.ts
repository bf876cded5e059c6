import type { SameAsSource } from './same-as.ts';

/** The address that the request goes to, byte for byte as the console sends it. */
export function requestUrl({ request, target }: SameAsSource): string {
  const query = new URLSearchParams(request.query ?? {}).toString();
  return `https://${authority(target)}${request.path}${query === '' ? '' : `?${query}`}`;
}

/** `host:port`, IPv6 in brackets. */
export function authority({
  host,
  port,
}: Pick<SameAsSource['target'], 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}
