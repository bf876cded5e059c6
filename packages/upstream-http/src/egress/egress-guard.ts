import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

import ipaddr from 'ipaddr.js';

import { isAlwaysDenied, isLoopback } from './denied-ranges.ts';
import { embeddedIpv4, plainAddress } from './embedded-ipv4.ts';
import { isPort, parseHost } from './host-grammar.ts';
import type { EgressRule } from './parse-egress-allow.ts';

/** A network address that a connection may be opened to. */
export interface CheckedAddress {
  address: string;
  family: 4 | 6;
}

export type EgressReason =
  | 'denied_range'
  | 'not_allowed'
  | 'port_not_allowed'
  | 'bad_host'
  | 'unresolvable';

const SENTENCES = {
  denied_range: 'it lies in a range that Keyward never connects to',
  not_allowed: 'it is not in the list of allowed networks',
  port_not_allowed: 'the port is not allowed in this network',
  bad_host: 'it is neither a host name nor an IP address in its usual spelling',
  unresolvable: 'the name cannot be resolved',
} as const satisfies Record<EgressReason, string>;

/** Keyward may not connect there. The message never tells which address a name resolved to. */
export class EgressDenied extends Error {
  override readonly name = 'EgressDenied';
  readonly host: string;
  readonly port: number;
  readonly reason: EgressReason;

  constructor(host: string, port: number, reason: EgressReason) {
    super(`Keyward may not connect to this host: ${SENTENCES[reason]}.`);
    this.host = host;
    this.port = port;
    this.reason = reason;
  }
}

/** Decides which addresses a connection may go to. Asked again for every new connection. */
export interface EgressGuard {
  /**
   * The addresses of `host`, every one of them checked. A caller connects to one of these and never resolves again.
   *
   * @throws EgressDenied when the host is malformed, unknown, or when a single address is not allowed.
   */
  check(host: string, port: number): Promise<CheckedAddress[]>;
}

export interface EgressGuardOptions {
  allow: readonly EgressRule[];
  /** Loopback must in addition be in `allow`. */
  allowLoopback: boolean;
  /** This machine's own addresses; read from its network interfaces when absent. */
  ownAddresses?: readonly string[];
  /** All IPv4 and IPv6 addresses of a name; the system's resolver when absent. */
  resolve?: (host: string) => Promise<CheckedAddress[]>;
}

/** A guard that allows what the list names and nothing else, and never the ranges in `denied-ranges`. */
export function createEgressGuard(options: EgressGuardOptions): EgressGuard {
  const rules = options.allow.map(({ cidr, ports }) => ({
    network: ipaddr.parseCIDR(cidr),
    ports,
  }));
  const resolve = options.resolve ?? resolveWithSystem;

  function refusal(
    address: ipaddr.IPv4 | ipaddr.IPv6,
    own: ReadonlySet<string>,
    port: number,
  ): EgressReason | null {
    const inner = embeddedIpv4(address);
    // `::1` is formally an IPv4-compatible address of 0.0.0.1; it is judged as loopback below.
    const forms =
      inner === null || isLoopback(address) ? [address] : [address, inner];
    if (forms.some((form) => isAlwaysDenied(form))) return 'denied_range';
    const loopback = forms.some((form) => isLoopback(form));
    if (loopback && (!options.allowLoopback || forms.length > 1)) {
      return 'denied_range';
    }
    if (!loopback && forms.some((form) => own.has(form.toString()))) {
      return 'denied_range';
    }
    const matching = rules.filter(({ network }) => matches(address, network));
    if (matching.length === 0) return 'not_allowed';
    return matching.some(({ ports }) => isAmong(port, ports))
      ? null
      : 'port_not_allowed';
  }

  return {
    async check(text, port) {
      const host = parseHost(text);
      if (host === null) throw new EgressDenied(text, port, 'bad_host');
      if (!isPort(port)) {
        throw new EgressDenied(text, port, 'port_not_allowed');
      }
      const found =
        host.kind === 'name'
          ? await resolveName(host.host, port, resolve)
          : [host.host];
      const own = new Set(
        (options.ownAddresses ?? interfaceAddresses()).map((address) =>
          normalise(address),
        ),
      );
      const addresses = found.map((address) => plainAddress(address));
      for (const address of addresses) {
        const reason = refusal(address, own, port);
        if (reason !== null) throw new EgressDenied(text, port, reason);
      }
      return addresses.map((address) => ({
        address: address.toString(),
        family: address.kind() === 'ipv4' ? 4 : 6,
      }));
    },
  };
}

function isAmong(port: number, ports: EgressRule['ports']): boolean {
  return (
    ports === 'any' ||
    ports.some(([first, last]) => port >= first && port <= last)
  );
}

async function resolveName(
  host: string,
  port: number,
  resolve: NonNullable<EgressGuardOptions['resolve']>,
): Promise<string[]> {
  const found = await resolve(host).catch(() => []);
  const addresses = [...new Set(found.map(({ address }) => address))];
  if (
    addresses.length === 0 ||
    !addresses.every((address) => isPlainAddress(address))
  ) {
    throw new EgressDenied(host, port, 'unresolvable');
  }
  return addresses;
}

/** A resolver may answer with a zone (`fe80::1%eth0`); such an address has a meaning only on one link. */
function isPlainAddress(address: string): boolean {
  return !address.includes('%') && ipaddr.isValid(address);
}

/** Every address that the system's resolver has for a name. */
export async function resolveWithSystem(
  host: string,
): Promise<CheckedAddress[]> {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));
}

function matches(
  address: ipaddr.IPv4 | ipaddr.IPv6,
  network: [ipaddr.IPv4 | ipaddr.IPv6, number],
): boolean {
  return address.kind() === network[0].kind() && address.match(network);
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map(({ address }) => address),
  );
}

function normalise(address: string): string {
  const [bare = ''] = address.split('%');
  return plainAddress(bare).toString();
}
