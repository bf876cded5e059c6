import ipaddr from 'ipaddr.js';

/** A network, as a canonical CIDR, and the ports that may be reached in it. */
export interface EgressRule {
  cidr: string;
  ports: readonly number[] | 'any';
}

/** The allow list cannot be read. The message quotes the entry and says what is expected. */
export class EgressAllowError extends Error {
  override readonly name = 'EgressAllowError';
}

/**
 * Reads the allow list of `KEYWARD_EGRESS_ALLOW`: entries separated by white space, each `<network>:<ports>`.
 *
 * - network: `10.0.0.0/8`, `192.0.2.7` (one address), IPv6 in brackets: `[fd12::/16]`
 * - ports: numbers separated by commas, or `*` for all
 *
 * Example: `10.0.0.0/8:443,8443 [fd12::/16]:443 127.0.0.1:*`
 *
 * @throws EgressAllowError
 */
export function parseEgressAllow(text: string): EgressRule[] {
  return text
    .split(/\s+/)
    .filter((entry) => entry !== '')
    .map((entry) => parseEntry(entry));
}

function parseEntry(entry: string): EgressRule {
  const colon = entry.lastIndexOf(':');
  const network = entry.slice(0, colon);
  const isBracketed = network.startsWith('[') && network.endsWith(']');
  if (colon <= 0 || (network.includes(':') && !isBracketed)) {
    throw new EgressAllowError(
      `"${entry}" must be <network>:<ports>, such as 10.0.0.0/8:443,8443 or [fd12::/16]:443 (IPv6 in brackets).`,
    );
  }
  return {
    cidr: parseNetwork(
      isBracketed ? network.slice(1, -1) : network,
      isBracketed,
      entry,
    ),
    ports: parsePorts(entry.slice(colon + 1), entry),
  };
}

function parseNetwork(text: string, isIpv6: boolean, entry: string): string {
  const [address = '', prefixText] = text.split('/');
  const bits = isIpv6 ? 128 : 32;
  const isAddress = isIpv6
    ? ipaddr.IPv6.isValid(address)
    : ipaddr.IPv4.isValidFourPartDecimal(address);
  const prefix =
    prefixText === undefined
      ? bits
      : /^[0-9]{1,3}$/.test(prefixText)
        ? Number(prefixText)
        : -1;
  if (
    !isAddress ||
    address.includes('%') ||
    prefix < 0 ||
    prefix > bits ||
    text.split('/').length > 2
  ) {
    throw new EgressAllowError(
      `"${entry}" does not start with an address or a network such as 10.0.0.0/8.`,
    );
  }
  const cidr = `${address}/${prefix}`;
  const first = isIpv6
    ? ipaddr.IPv6.networkAddressFromCIDR(cidr)
    : ipaddr.IPv4.networkAddressFromCIDR(cidr);
  // A host address with a short prefix is nearly always a slip, and it allows more than it seems to.
  if (first.toString() !== ipaddr.parse(address).toString()) {
    throw new EgressAllowError(
      `"${entry}" names an address inside a network; the network is ${first.toString()}/${prefix}.`,
    );
  }
  return `${first.toString()}/${prefix}`;
}

function parsePorts(text: string, entry: string): readonly number[] | 'any' {
  if (text === '*') return 'any';
  const ports = text
    .split(',')
    .map((port) => (/^[0-9]{1,5}$/.test(port) ? Number(port) : 0));
  if (ports.some((port) => port < 1 || port > 65_535)) {
    throw new EgressAllowError(
      `"${entry}" must end with ports from 1 to 65535 separated by commas, or with *.`,
    );
  }
  return [...new Set(ports)];
}
