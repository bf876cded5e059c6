/** KMIP's registered port, which ONTAP uses when a server names none. */
export const DEFAULT_KMIP_PORT = 5696;

export interface KeyServerAddress {
  host: string;
  port: number;
  /** `host:port` as ONTAP stores it: lower case, IPv6 in brackets, the port always present. */
  normalised: string;
}

const IPV6 = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/;
const NAME_OR_IPV4 = /^([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?$/;

/**
 * Reads `host[:port]` with IPv6 in brackets. Returns null when it is neither; a bare IPv6 address is refused
 * because its last group could be read as a port.
 */
export function parseKeyServer(text: string): KeyServerAddress | null {
  const match =
    IPV6.exec(text.toLowerCase()) ?? NAME_OR_IPV4.exec(text.toLowerCase());
  const host = match?.[1];
  if (match === null || host === undefined || host.length > 253) return null;
  const port = match[2] === undefined ? DEFAULT_KMIP_PORT : Number(match[2]);
  if (port < 1 || port > 65_535) return null;
  const isIpv6 = text.startsWith('[');
  if (isIpv6 && !host.includes(':')) return null;
  if (
    !isIpv6 &&
    host.split('.').some((label) => label === '' || label.length > 63)
  ) {
    return null;
  }
  if (!isIpv6 && /^[0-9.]+$/.test(host) && !isCanonicalIpv4(host)) return null;
  return {
    host,
    port,
    normalised: `${isIpv6 ? `[${host}]` : host}:${String(port)}`,
  };
}

function isCanonicalIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(
      (part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255,
    )
  );
}

/** The stored form of a server, or the text itself in lower case when it cannot be read. */
export function normaliseKeyServer(text: string): string {
  return parseKeyServer(text)?.normalised ?? text.toLowerCase();
}
