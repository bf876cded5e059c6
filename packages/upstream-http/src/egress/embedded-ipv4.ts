import ipaddr from 'ipaddr.js';

const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const NAT64_LOCAL = ipaddr.IPv6.parseCIDR('64:ff9b:1::/48');
const TRANSLATED = ipaddr.IPv6.parseCIDR('::ffff:0:0:0/96');
const SIX_TO_FOUR = ipaddr.IPv6.parseCIDR('2002::/16');
const COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');

/** The plain form of an address: an IPv4-mapped IPv6 address is the IPv4 address that packets really go to. */
export function plainAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return ipaddr.process(address);
}

/**
 * The IPv4 address that a translator or tunnel would deliver to, or null when the address holds none.
 * Covers IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765), NAT64 (RFC 6052, RFC 8215) and 6to4 (RFC 3056) forms.
 */
export function embeddedIpv4(
  address: ipaddr.IPv4 | ipaddr.IPv6,
): ipaddr.IPv4 | null {
  if (address instanceof ipaddr.IPv4) return null;
  const bytes = address.toByteArray();
  if (address.match(SIX_TO_FOUR)) return new ipaddr.IPv4(bytes.slice(2, 6));
  if (
    address.match(NAT64) ||
    address.match(NAT64_LOCAL) ||
    address.match(TRANSLATED) ||
    address.match(COMPATIBLE)
  ) {
    return new ipaddr.IPv4(bytes.slice(12, 16));
  }
  return null;
}
