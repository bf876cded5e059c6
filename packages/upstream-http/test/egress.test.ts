import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';

import {
  EgressDenied,
  createEgressGuard,
  probeCertificate,
} from '../src/index.ts';
import type {
  CheckedAddress,
  EgressGuardOptions,
  EgressReason,
} from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { failureOf, makeClient, pin } from './support/client.ts';
import { json, startBare, startTarget } from './support/target.ts';

const PRIVATE: EgressGuardOptions['allow'] = [
  {
    cidr: '10.0.0.0/8',
    ports: [
      [443, 443],
      [8443, 8443],
    ],
  },
  { cidr: '192.168.0.0/16', ports: [[443, 443]] },
  { cidr: 'fd12::/16', ports: [[443, 443]] },
];
/** Allows everything that an administrator could possibly write, so that only the hard denials are left. */
const EVERYTHING: EgressGuardOptions['allow'] = [
  { cidr: '0.0.0.0/0', ports: 'any' },
  { cidr: '::/0', ports: 'any' },
];

function resolvingTo(...addresses: string[]): () => Promise<CheckedAddress[]> {
  return async () =>
    addresses.map((address): CheckedAddress => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
}

async function verdict(
  host: string,
  port: number,
  options: Partial<EgressGuardOptions> = {},
): Promise<EgressReason | string[]> {
  const guard = createEgressGuard({
    allow: PRIVATE,
    allowLoopback: false,
    ownAddresses: [],
    resolve: resolvingTo('10.1.2.3'),
    ...options,
  });
  try {
    return (await guard.check(host, port)).map(({ address }) => address);
  } catch (error) {
    if (error instanceof EgressDenied) return error.reason;
    throw error;
  }
}

/** Spellings that some program or resolver reads as an address or as another host. */
const BAD_HOSTS = [
  '',
  ' ',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.0.0.01',
  '00.0.0.0',
  '256.0.0.1',
  '1.2.3.4.5',
  '1.2.3.',
  '.1.2.3',
  '127.0.0.1.',
  'vc.lab.test.',
  '..',
  '.',
  '-vc.lab',
  'vc-.lab',
  'vc..lab',
  'vc_1.lab',
  'user@127.0.0.1',
  'vc.lab@evil.test',
  'user:pass@vc.lab',
  'vc.lab:443',
  '127.0.0.1:80',
  'https://vc.lab',
  '//vc.lab',
  'vc.lab/path',
  'vc.lab?x',
  'vc.lab#x',
  'vc.lab\\evil',
  'vc.lab\r\nhost: evil',
  'vc.lab\t',
  ' vc.lab',
  'vc.lab ',
  'vc.lab\0',
  'vc%2elab',
  '%31%32%37.0.0.1',
  '127%2e0.0.1',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.0.0.1',
  'ⓛocalhost',
  '\u212a.lab',
  'vc.läb',
  'v\u00adc.lab',
  '\u202evc.lab',
  '[::1]',
  '[::1',
  '::1]',
  '::1%lo',
  'fe80::1%eth0',
  '::ffff:127.0.0.1:80',
  '::gggg',
  ':::',
  '1::2::3',
  '12345::',
  '*',
  '*.lab',
  'vc,lab',
  'vc;lab',
  '$(id)',
  '${HOST}',
  '`id`',
  `${'a'.repeat(64)}.lab`,
  `${'a.'.repeat(127)}lab`,
  '0x',
  'lab.0x7f',
  'vc.1',
  'vc.lab\u200b',
  'vc\u2044lab',
  'vc．lab',
  'vc.lab:',
  'vc.lab::443',
  '127.0.0.1,10.0.0.1',
  '10.0.0.1 127.0.0.1',
  '10.0.0.1#@127.0.0.1',
  '10.0.0.1%00.lab',
  'LOCALHOST%2e',
  '0b1111111.0.0.1',
  '0o177.0.0.1',
  '127.0.0.1.0x',
];

/** Addresses that stay closed although the allow list names the whole Internet. */
const DENIED = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '169.254.169.254',
  '169.254.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '224.0.0.1',
  '239.1.1.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fe80::1',
  'febf::1',
  'ff02::1',
  'fd00:ec2::254',
  'FD00:0EC2::254',
  'fd20:ce::254',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::127.0.0.1',
  '::a9fe:a9fe',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '::ffff:0:127.0.0.1',
  '::ffff:0:a9fe:a9fe',
  'fec0::1',
  'ff05::2',
  '::ffff:0.0.0.0',
  '::ffff:224.0.0.1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
];

describe('the egress guard', () => {
  it.each(BAD_HOSTS)('does not take %j for a host', async (host) => {
    let wasAsked = false;
    const resolve = async (): Promise<CheckedAddress[]> => {
      wasAsked = true;
      return [{ address: '10.1.2.3', family: 4 }];
    };
    await expect(verdict(host, 443, { resolve })).resolves.toBe('bad_host');
    expect(wasAsked).toBe(false);
  });

  it.each(DENIED)('never allows %s, written or resolved', async (address) => {
    await expect(verdict(address, 443, { allow: EVERYTHING })).resolves.toBe(
      'denied_range',
    );
    await expect(
      verdict('vc.lab.test', 443, {
        allow: EVERYTHING,
        resolve: resolvingTo(address),
      }),
    ).resolves.toBe('denied_range');
  });

  it.each<[host: string, port: number, expected: EgressReason | string[]]>([
    ['10.0.0.1', 443, ['10.0.0.1']],
    ['10.0.0.1', 8443, ['10.0.0.1']],
    ['10.0.0.1', 22, 'port_not_allowed'],
    ['10.0.0.1', 0, 'port_not_allowed'],
    ['10.0.0.1', 65_536, 'port_not_allowed'],
    ['10.0.0.1', 443.5, 'port_not_allowed'],
    ['192.168.1.1', 8443, 'port_not_allowed'],
    ['11.0.0.1', 443, 'not_allowed'],
    ['8.8.8.8', 443, 'not_allowed'],
    ['FD12::0001', 443, ['fd12::1']],
    ['fd13::1', 443, 'not_allowed'],
    ['::ffff:10.0.0.1', 443, ['10.0.0.1']],
    ['::ffff:8.8.8.8', 443, 'not_allowed'],
    ['64:ff9b::10.0.0.1', 443, 'not_allowed'],
    ['vc', 443, ['10.1.2.3']],
    ['VC-1.Lab.Test', 443, ['10.1.2.3']],
    ['xn--bcher-kva.test', 443, ['10.1.2.3']],
  ])('answers %s port %d with %j', async (host, port, expected) => {
    await expect(verdict(host, port)).resolves.toEqual(expected);
  });

  it('allows a name only when every one of its addresses is allowed', async () => {
    await expect(
      verdict('vc.lab', 443, { resolve: resolvingTo('10.0.0.1', 'fd12::1') }),
    ).resolves.toEqual(['10.0.0.1', 'fd12::1']);
    await expect(
      verdict('vc.lab', 443, { resolve: resolvingTo('10.0.0.1', '8.8.8.8') }),
    ).resolves.toBe('not_allowed');
    await expect(
      verdict('vc.lab', 443, { resolve: resolvingTo('10.0.0.1', '::1') }),
    ).resolves.toBe('denied_range');
  });

  it('calls a name without an answer unresolvable, and one with a zone too', async () => {
    await expect(
      verdict('vc.lab', 443, { resolve: resolvingTo() }),
    ).resolves.toBe('unresolvable');
    await expect(
      verdict('vc.lab', 443, { resolve: resolvingTo('fe80::1%eth0') }),
    ).resolves.toBe('unresolvable');
    await expect(
      verdict('vc.lab', 443, {
        resolve: () => Promise.reject(new Error('ENOTFOUND vc.lab')),
      }),
    ).resolves.toBe('unresolvable');
  });

  it('never allows this machine’s own addresses', async () => {
    await expect(
      verdict('10.0.0.1', 443, { ownAddresses: ['10.0.0.1'] }),
    ).resolves.toBe('denied_range');
    await expect(
      verdict('::ffff:10.0.0.1', 443, { ownAddresses: ['10.0.0.1'] }),
    ).resolves.toBe('denied_range');
    await expect(
      verdict('fd12::5', 443, { ownAddresses: ['fd12:0::5%eth0'] }),
    ).resolves.toBe('denied_range');
  });

  it('opens loopback only with the switch and the list together', async () => {
    const allow: EgressGuardOptions['allow'] = [
      { cidr: '127.0.0.1/32', ports: [[9443, 9443]] },
    ];
    await expect(verdict('127.0.0.1', 9443, { allow })).resolves.toBe(
      'denied_range',
    );
    await expect(
      verdict('127.0.0.1', 9443, {
        allow,
        allowLoopback: true,
        ownAddresses: ['127.0.0.1'],
      }),
    ).resolves.toEqual(['127.0.0.1']);
    await expect(
      verdict('127.0.0.1', 5432, { allow, allowLoopback: true }),
    ).resolves.toBe('port_not_allowed');
    await expect(
      verdict('127.0.0.2', 9443, { allow, allowLoopback: true }),
    ).resolves.toBe('not_allowed');
    await expect(
      verdict('64:ff9b::127.0.0.1', 9443, {
        allow: EVERYTHING,
        allowLoopback: true,
      }),
    ).resolves.toBe('denied_range');
    await expect(
      verdict('::1', 9443, { allow: EVERYTHING, allowLoopback: true }),
    ).resolves.toEqual(['::1']);
  });

  it('does not tell in its message what a name resolved to', async () => {
    const guard = createEgressGuard({
      allow: PRIVATE,
      allowLoopback: false,
      resolve: resolvingTo('172.31.9.9'),
    });
    await expect(guard.check('vc.lab', 443)).rejects.not.toThrow(/172/);
  });
});

describe('connecting through the guard', () => {
  it('asks again for every connection, and makes none when the answer turns to a forbidden address', async () => {
    const certificate = await makeCertificate();
    const to = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    const answers = ['127.0.0.1', '127.0.0.9', '127.0.0.1'];
    const egress = createEgressGuard({
      allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
      allowLoopback: true,
      resolve: async () => [
        { address: answers.shift() ?? '127.0.0.9', family: 4 },
      ],
    });
    const client = makeClient({
      port: to.port,
      trust: pin(certificate),
      egress,
      host: 'vc.lab.test',
    });
    const post = { method: 'POST', path: '/', body: {} } as const;
    await client.request(post);
    await expect(failureOf(client.request(post))).resolves.toMatchObject({
      kind: 'egress',
      delivery: 'not_sent',
    });
    await client.request(post);
    await expect(failureOf(client.request(post))).resolves.toMatchObject({
      kind: 'egress',
      delivery: 'not_sent',
    });
    expect(to.connections()).toBe(2);
  });

  it('connects to the checked address and never resolves by itself', async () => {
    const certificate = await makeCertificate();
    const to = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    // The system would resolve localhost; the guard's answer is another address, where nobody listens.
    const egress = createEgressGuard({
      allow: [{ cidr: '127.0.0.0/8', ports: 'any' }],
      allowLoopback: true,
      resolve: resolvingTo('127.0.0.77'),
    });
    const client = makeClient({
      port: to.port,
      trust: pin(certificate),
      egress,
      host: 'localhost',
    });
    await expect(
      failureOf(client.request({ method: 'GET', path: '/' })),
    ).resolves.toMatchObject({ kind: 'unreachable' });
    expect(to.connections()).toBe(0);
  });

  it('goes on to the next checked address when one does not answer', async () => {
    const certificate = await makeCertificate();
    const to = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    const egress = {
      check: async (): Promise<CheckedAddress[]> =>
        ['127.0.0.77', '127.0.0.1'].map((address) => ({ address, family: 4 })),
    };
    const client = makeClient({
      port: to.port,
      trust: pin(certificate),
      egress,
    });
    await expect(
      client.request({ method: 'GET', path: '/' }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('sends nothing to a forbidden listener, by request or by probe', async () => {
    let connections = 0;
    const { port } = closeAfterTest(
      await startBare(createServer(), 'connection', () => (connections += 1)),
    );
    const certificate = await makeCertificate();
    const egress = createEgressGuard({
      allow: EVERYTHING,
      allowLoopback: false,
    });
    const client = makeClient({ port, trust: pin(certificate), egress });
    await expect(
      failureOf(client.request({ method: 'GET', path: '/' })),
    ).resolves.toMatchObject({ kind: 'egress' });
    await expect(
      failureOf(probeCertificate({ host: 'localhost', port, egress })),
    ).resolves.toMatchObject({ kind: 'egress', delivery: 'not_sent' });
    expect(connections).toBe(0);
  });
});
