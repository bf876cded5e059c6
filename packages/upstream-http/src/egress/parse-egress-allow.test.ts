import { describe, expect, it } from 'vitest';

import { EgressAllowError, parseEgressAllow } from './parse-egress-allow.ts';

describe('the allow list', () => {
  it('reads networks, single addresses, IPv6 in brackets, port lists and "*"', () => {
    expect(
      parseEgressAllow(
        ' 10.0.0.0/8:443,8443\n192.0.2.7:443 [fd12::/16]:443 [fd00::1]:* 127.0.0.1:9001-9003 ',
      ),
    ).toEqual([
      {
        cidr: '10.0.0.0/8',
        ports: [
          [443, 443],
          [8443, 8443],
        ],
      },
      { cidr: '192.0.2.7/32', ports: [[443, 443]] },
      { cidr: 'fd12::/16', ports: [[443, 443]] },
      { cidr: 'fd00::1/128', ports: 'any' },
      { cidr: '127.0.0.1/32', ports: [[9001, 9003]] },
    ]);
  });

  it('takes commas between entries, and a network without ports for all ports', () => {
    expect(
      parseEgressAllow('10.0.0.0/8:443,8443,192.0.2.0/24, [fd12::/16]'),
    ).toEqual([
      {
        cidr: '10.0.0.0/8',
        ports: [
          [443, 443],
          [8443, 8443],
        ],
      },
      { cidr: '192.0.2.0/24', ports: 'any' },
      { cidr: 'fd12::/16', ports: 'any' },
    ]);
  });

  it('is empty for an empty text', () => {
    expect(parseEgressAllow(' \n')).toEqual([]);
  });

  it.each([
    '10.0.0.0/8:',
    ':443',
    '10.0.0.0/8:0',
    '10.0.0.0/8:65536',
    '10.0.0.0/8:450-443',
    '10.0.0.0/8:https',
    '10.0.0.0/33:443',
    '10.0.0.0/-1:443',
    '10.0.0.0/8/8:443',
    '10.1:443',
    '0x0a.0.0.0/8:443',
    'vc.lab.test:443',
    'fd12::/16:443',
    '[fd12::/129]:443',
    '[10.0.0.0/8]:443',
    '[fe80::1%eth0]:443',
    '10.0.0.0/8:443;',
    '*:443',
  ])('refuses %j and quotes it', (entry) => {
    expect(() => parseEgressAllow(`192.0.2.0/24:443 ${entry}`)).toThrow(
      EgressAllowError,
    );
    expect(() => parseEgressAllow(entry)).toThrow(`"${entry}"`);
  });

  it('names the network when an address inside it was written', () => {
    expect(() => parseEgressAllow('10.1.2.3/8:443')).toThrow(
      'the network is 10.0.0.0/8',
    );
    expect(() => parseEgressAllow('[fd12::1/16]:443')).toThrow(
      'the network is fd12::/16',
    );
  });
});
