import { BlockList, isIP } from 'node:net';

/**
 * What the registries keep from the public internet (RFC 6890 and its registry): this network,
 * private, shared, loopback, link-local, protocol assignments, documentation, benchmarks,
 * multicast, reserved. Only 2000::/3 is given to the public; of that, 2001::/23 and 2002::/16 carry
 * IPv4 addresses or lead nowhere.
 */
const RESERVED = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 3, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
] as const;

/** One list each: in one, IPv4 addresses are also looked for among the IPv6 ones that map them. */
const inward = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, prefix, family] of RESERVED) inward[family].addSubnet(net, prefix, family);

/** Names that by custom or rule lead nowhere but here. */
const INWARD_NAMES = /(?:^|\.)(?:localhost|local|internal|lan|home|corp|intranet|home\.arpa)$/;

/**
 * Whether a host name, or an address a name was resolved to, leads into this machine or its
 * network. A name that says nothing of the kind is looked at again when it is resolved.
 */
export function isInward(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '') // fe80::1%eth0
    .replace(/\.$/, '')
    .toLowerCase();
  const family = isIP(name);
  if (family === 0) return name === '' || INWARD_NAMES.test(name);
  const version = family === 6 ? 'ipv6' : 'ipv4';
  return inward[version].check(name, version);
}
