import ipaddr from 'ipaddr.js';

/** Ports from the first to the last, both included. */
type PortRange = readonly [first: number, last: number];

/** A network, as a canonical CIDR, and the ports that may be reached in it. */
export interface EgressRule {
  cidr: string;
  ports: readonly PortRange[] | 'any';
}

/** The allow list cannot be read. The message quotes the entry and says what is expected. */
export class EgressAllowError extends Error {
  override readonly name = 'EgressAllowError';
}

/**
 * Reads the allow list of `KEYWARD_EGRESS_ALLOW`: entries separated by white space or commas, each
 * `<network>[:<ports>]`.
 *
 * - network: `10.0.0.0/8`, `192.0.2.7` (one address), IPv6 in brackets: `[fd12::/16]`
 * - ports: numbers and ranges separated by commas, or `*` for all; without ports all are meant
 *
 * Example: `10.0.0.0/8:443,8443 [fd12::/16]:443-445 127.0.0.1:*`
 *
 * @throws EgressAllowError
 */
export function parseEgressAllow(text: string): EgressRule[] {
  return joinPorts(text.split(/[\s,]+/).filter((part) => part !== '')).map(
    (entry) => parseEntry(entry),
  );
}

const PORTS_ONLY = /^([0-9]+(-[0-9]+)?|\*)$/;

/** A part that is only ports belongs to the network before it. */
function joinPorts(parts: readonly string[]): string[] {
  const entries: string[] = [];
  for (const part of parts) {
    const before = entries.at(-1);
    if (PORTS_ONLY.test(part) && before !== undefined) {
      entries[entries.length - 1] = `${before},${part}`;
    } else {
      entries.push(part);
    }
  }
  return entries;
}

const ENTRY = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(.+))?$/;

function parseEntry(entry: string): EgressRule {
  const [, ipv6, ipv4, ports] = ENTRY.exec(entry) ?? [];
  const network = ipv6 ?? ipv4;
  if (network === undefined) {
    throw new EgressAllowError(
      `"${entry}" must be <network>:<ports>, such as 10.0.0.0/8:443,8443 or [fd12::/16]:443 (IPv6 in brackets).`,
    );
  }
  return {
    cidr: parseNetwork(network, ipv6 !== undefined, entry),
    ports: ports === undefined ? 'any' : parsePorts(ports, entry),
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

function parsePorts(text: string, entry: string): readonly PortRange[] | 'any' {
  if (text === '*') return 'any';
  return text.split(',').map((part) => {
    const [, first, last] = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(part) ?? [];
    const range: PortRange = [Number(first ?? 0), Number(last ?? first ?? 0)];
    if (range[0] < 1 || range[1] > 65_535 || range[0] > range[1]) {
      throw new EgressAllowError(
        `"${entry}" must end with ports from 1 to 65535 separated by commas, or with *.`,
      );
    }
    return range;
  });
}
