import { BlockList } from 'node:net';

import type ipaddr from 'ipaddr.js';

type Family = 'ipv4' | 'ipv6';

/** Never a target, whatever the allow list says. */
const ALWAYS_DENIED: readonly [
  network: string,
  prefix: number,
  family: Family,
][] = [
  ['0.0.0.0', 8, 'ipv4'], // "this network"; 0.0.0.0 reaches loopback on Linux
  ['169.254.0.0', 16, 'ipv4'], // link-local, and the metadata service of most clouds
  ['100.100.100.200', 32, 'ipv4'], // Alibaba Cloud metadata
  ['168.63.129.16', 32, 'ipv4'], // Azure platform address
  ['192.0.0.192', 32, 'ipv4'], // Oracle Cloud metadata
  ['224.0.0.0', 4, 'ipv4'], // multicast
  ['240.0.0.0', 4, 'ipv4'], // reserved, and the broadcast address
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'], // link-local
  ['fec0::', 10, 'ipv6'], // site-local, given up: hosts still treat it as some link of theirs
  ['ff00::', 8, 'ipv6'], // multicast
  ['2001::', 32, 'ipv6'], // Teredo: the real destination is hidden inside
  ['fd00:ec2::254', 128, 'ipv6'], // AWS metadata
  ['fd20:ce::254', 128, 'ipv6'], // Google Cloud metadata
];

const LOOPBACK: readonly [network: string, prefix: number, family: Family][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
];

const always = blockList(ALWAYS_DENIED);
const loopback = blockList(LOOPBACK);

export function isAlwaysDenied(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return always.check(address.toString(), familyOf(address));
}

export function isLoopback(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return loopback.check(address.toString(), familyOf(address));
}

function blockList(ranges: typeof ALWAYS_DENIED): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) {
    list.addSubnet(network, prefix, family);
  }
  return list;
}

function familyOf(address: ipaddr.IPv4 | ipaddr.IPv6): Family {
  return address.kind();
}
