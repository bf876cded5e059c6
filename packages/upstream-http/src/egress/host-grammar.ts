import { isIPv6 } from 'node:net';

const MAX_NAME_LENGTH = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DECIMAL_OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
/** Resolvers read names that end like this as numbers: `127.1`, `2130706433`, `0x7f.1`. */
const NUMERIC_LABEL = /^(?:[0-9]+|0x[0-9a-f]*)$/;

export type Host =
  | { kind: 'name'; host: string }
  | { kind: 'ipv4'; host: string }
  | { kind: 'ipv6'; host: string };

/**
 * Reads a host as an administrator may write it: a DNS name of letters, digits and hyphens, a dotted IPv4 address without
 * leading zeros, or an IPv6 address without brackets or zone. Everything else is null: what two programs could read
 * differently is not a host.
 */
export function parseHost(text: string): Host | null {
  if (text.length === 0 || text.length > MAX_NAME_LENGTH) return null;
  // Checked before lower-casing, which would turn some letters outside ASCII (the Kelvin sign) into ASCII.
  if (!/^[A-Za-z0-9.:-]+$/.test(text)) return null;
  const host = text.toLowerCase();
  if (host.includes(':')) return isIPv6(host) ? { kind: 'ipv6', host } : null;
  const labels = host.split('.');
  if (isDottedIpv4(labels)) return { kind: 'ipv4', host };
  const last = labels.at(-1) ?? '';
  if (NUMERIC_LABEL.test(last) || !labels.every((label) => LABEL.test(label))) {
    return null;
  }
  return { kind: 'name', host };
}

function isDottedIpv4(labels: string[]): boolean {
  return (
    labels.length === 4 &&
    labels.every((label) => DECIMAL_OCTET.test(label) && Number(label) <= 255)
  );
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
