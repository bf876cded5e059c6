import { beforeAll, describe, expect, it } from 'vitest';

import {
  type Bundle,
  type BundleFile,
  type BundlePurpose,
  mainFinding,
  readBundle,
} from '../../src/bundle/index.ts';
import { readCertificate, readPrivateKey } from '../../src/index.ts';
import { makePkcs7 } from './broken-packages.ts';
import { makePkcs12, PASSWORD } from './pkcs12-files.ts';
import { block, file, NOW, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});

function read(
  files: BundleFile[],
  purpose: Partial<BundlePurpose> = {},
  password?: string,
): Promise<Bundle> {
  return readBundle(files, { slot: 'client', now: NOW, ...purpose }, password);
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('reading a bundle of files', () => {
  const mixes: [what: string, files: (w: Workshop) => BundleFile[]][] = [
    [
      'one PEM file in the right order',
      (w) => [
        file(
          'all.pem',
          w.leaf.pem + w.intermediate.pem + w.root.pem + w.leaf.keyPem,
        ),
      ],
    ],
    [
      'PEM with a byte order mark, CRLF and remarks between',
      (w) => [
        file(
          'all.pem',
          `\ufeff${crlf(`subject=CN=kmip-client\n${w.leaf.pem}\nissuer:\n${w.intermediate.pem}${w.root.pem}# key\n${w.leaf.keyPem}`)}`,
        ),
      ],
    ],
    [
      'binary and PEM files from the root down',
      (w) => [
        file('root.cer', w.root.der),
        file('sub.cer', w.intermediate.der),
        file('client.key', w.leaf.keyPem),
        file('client.crt', w.leaf.pem),
      ],
    ],
    [
      'a PKCS#7 bundle and a binary key',
      (w) => [
        file('chain.p7b', makePkcs7([w.root, w.leaf, w.intermediate])),
        file('client.der', w.leaf.key.export({ type: 'pkcs8', format: 'der' })),
      ],
    ],
    [
      'a PKCS#7 bundle as PEM and a SEC1 key after its parameters',
      (w) => [
        file(
          'chain.p7b',
          block('PKCS7', makePkcs7([w.intermediate, w.leaf, w.root])),
        ),
        file(
          'client.key',
          `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${w.leaf.key.export({ type: 'sec1', format: 'pem' }).toString()}`,
        ),
      ],
    ],
    [
      'a PKCS#12 file with the chain beside it',
      (w) => [
        file('chain.pem', w.root.pem + w.intermediate.pem),
        file('client.p12', makePkcs12([w.leaf], [w.leaf])),
      ],
    ],
    [
      'a locked key with its passphrase',
      (w) => [
        file('chain.pem', w.root.pem + w.intermediate.pem + w.leaf.pem),
        file(
          'client.key',
          w.leaf.key.export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-128-cbc',
            passphrase: PASSWORD,
          }),
        ),
      ],
    ],
    [
      'text out of a JSON file, its line breaks as two characters',
      (w) => [
        file(
          'secret.json',
          JSON.stringify({
            certificate: w.leaf.pem + w.intermediate.pem + w.root.pem,
            key: w.leaf.keyPem,
          }),
        ),
      ],
    ],
  ];

  it.each(mixes)(
    'finds leaf, chain and key in %s, and writes them anew',
    async (_what, files) => {
      const bundle = await read(files(shop), { needsKey: true }, PASSWORD);
      expect(bundle.chain?.links.map((link) => link.facts.subject)).toEqual([
        'CN=kmip-client',
        'CN=Lab Issuing',
        'CN=Lab Root',
      ]);
      expect(bundle.chain?.isComplete).toBe(true);
      expect(bundle.leaf?.role).toBe('leaf');
      expect(
        bundle.findings.filter(
          (each) => !each.passed && each.severity !== 'info',
        ),
      ).toEqual([]);

      // What is handed on passes the strict reader of the console: the leaf, then its issuer; the root stays away.
      const { leaf, chain } = await readCertificate(
        bundle.certificatePem ?? '',
      );
      expect(leaf.subject).toBe('CN=kmip-client');
      expect(chain.map(({ subject }) => subject)).toEqual(['CN=Lab Issuing']);
      await expect(readPrivateKey(bundle.key?.pem ?? '')).resolves.toEqual({
        keyType: 'EC P-256',
        publicKeySha256: leaf.publicKeySha256,
      });
    },
  );

  it('sorts the roles', async () => {
    const { leaf, intermediate, root, request } = shop;
    const bundle = await read([
      file('a', root.der),
      file('b', leaf.keyPem),
      file('c', request),
      file('d', intermediate.pem + leaf.pem),
    ]);
    expect(bundle.items.map(({ role }) => role)).toEqual([
      'root',
      'key',
      'csr',
      'intermediate',
      'leaf',
    ]);
  });

  it('has nothing to say against a good bundle', async () => {
    const { leaf, intermediate, root } = shop;
    const bundle = await read(
      [file('all.pem', leaf.pem + intermediate.pem + root.pem + leaf.keyPem)],
      { needsKey: true },
    );
    expect(mainFinding(bundle)).toMatchObject({ id: 'all-well', passed: true });
    expect(bundle.findings.length).toBeGreaterThanOrEqual(11);
  });

  it('takes the certificate that answers the provider’s request among others', async () => {
    const { leaf, other, intermediate, root } = shop;
    const { leaf: facts } = await readCertificate(other.pem);
    const bundle = await read(
      [file('all.pem', leaf.pem + other.pem + intermediate.pem + root.pem)],
      { requestKeySha256: facts.publicKeySha256 },
    );
    expect(bundle.leaf?.facts.subject).toBe('CN=kmip-other');
  });

  it('keeps every authority of a CA bundle once, and no key', async () => {
    const { root, intermediate, leaf } = shop;
    const bundle = await read(
      [
        file('a.pem', root.pem + leaf.keyPem + intermediate.pem),
        file('b.cer', root.der),
      ],
      { slot: 'ca' },
    );
    const { leaf: first, chain } = await readCertificate(
      bundle.certificatePem ?? '',
    );
    expect([first, ...chain].map(({ subject }) => subject)).toEqual([
      'CN=Lab Root',
      'CN=Lab Issuing',
    ]);
    expect(JSON.stringify(bundle)).not.toContain('PRIVATE KEY');
  });

  it('names the files that a password would open', async () => {
    const { leaf } = shop;
    const files = [
      file('chain.pem', leaf.pem),
      file('client.p12', makePkcs12([leaf], [leaf])),
    ];
    await expect(read(files)).resolves.toMatchObject({
      locked: ['client.p12'],
    });
    await expect(read(files, {}, 'wrong')).resolves.toMatchObject({
      locked: ['client.p12'],
    });
    await expect(read(files, {}, PASSWORD)).resolves.toMatchObject({
      locked: [],
    });
  });

  it('never throws for bytes, whatever they are', async () => {
    const { leaf } = shop;
    const p12 = makePkcs12([leaf], [leaf]);
    for (const whole of [leaf.der, p12, makePkcs7([leaf])]) {
      const altered = Array.from({ length: 120 }, (_, index) => {
        const bytes = Buffer.from(whole);
        const at = (index * 37) % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ 0x55;
        return file(`${String(index)}.bin`, bytes);
      });
      for (const each of altered) {
        const bundle = await read([each], {}, PASSWORD);
        expect(bundle.findings.length).toBeGreaterThan(0);
      }
    }
  });

  it.each([
    ['BEGIN lines', '-----BEGIN CERTIFICATE-----\n'],
    ['words of BEGIN', 'BEGIN '],
    ['opened braces', '{"kty":'],
    ['spaces', ' '],
    ['END lines', '-----END CERTIFICATE-----\n'],
    ['Base64', 'MIIB'],
    ['headers', 'a-b-c: '],
  ])('takes no longer for 64 KiB of %s', async (_what, piece) => {
    const text = piece.repeat(Math.floor(65_536 / piece.length));
    const began = performance.now();
    await read([file('hostile.pem', text)]);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
