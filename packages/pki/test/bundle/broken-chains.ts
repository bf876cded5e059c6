import type { BrokenBundle } from './broken-bundle.ts';
import { file, make } from './workshop.ts';

/** What goes wrong between a certificate and its issuers. */
export const brokenChains: BrokenBundle[] = [
  {
    what: 'a certificate without its issuer',
    files: ({ leaf }) => [file('client.pem', leaf.pem)],
    says: 'The certificate of its issuer CN=Lab Issuing is missing.',
  },
  {
    what: 'a gap between leaf and root',
    files: ({ leaf, root }) => [file('chain.pem', leaf.pem + root.pem)],
    says: 'The certificate of its issuer CN=Lab Issuing is missing.',
  },
  {
    what: 'a chain without its root',
    files: ({ leaf, intermediate }) => [
      file('chain.pem', leaf.pem + intermediate.pem),
    ],
    says: 'The certificate of its issuer CN=Lab Root is missing.',
  },
  {
    what: 'a chain from the root down',
    files: ({ leaf, intermediate, root }) => [
      file('chain.pem', root.pem + intermediate.pem + leaf.pem),
    ],
    says: 'The certificates were not in the order of the chain; they are put right.',
  },
  {
    what: 'the leaf twice',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('client.der', rsa.der),
    ],
    says: 'The same certificate is there more than once; it is taken once.',
  },
  {
    what: 'two client certificates',
    files: ({ rsa, other }) => [file('both.pem', rsa.pem + other.pem)],
    says: 'There is a second client certificate, CN=kmip-other; it is left out.',
  },
  {
    what: 'an issuer that was renewed with another key',
    files: async ({ leaf, root }) => {
      const renewed = await make({
        name: 'CN=Lab Issuing',
        issuer: root,
        isCa: true,
      });
      return [file('chain.pem', leaf.pem + renewed.pem + root.pem)];
    },
    says: 'A certificate named CN=Lab Issuing is here, but it did not sign CN=kmip-client.',
  },
  {
    what: 'a forged certificate whose ids are right',
    files: async ({ intermediate, root, other }) => {
      const forged = await make({
        name: 'CN=forged',
        issuer: intermediate,
        signedBy: other,
      });
      return [file('chain.pem', forged.pem + intermediate.pem + root.pem)];
    },
    says: 'A certificate named CN=Lab Issuing is here, but it did not sign CN=forged.',
  },
  {
    what: 'an issuer that has expired',
    files: async ({ root }) => {
      const old = await make({
        name: 'CN=Old Issuing',
        issuer: root,
        isCa: true,
        days: [-900, -30],
      });
      const leaf = await make({ name: 'CN=kmip', issuer: old });
      return [file('chain.pem', leaf.pem + old.pem + root.pem)];
    },
    says: 'Its issuer CN=Old Issuing expired 2026-10-22T12:00:00.000Z.',
  },
  {
    what: 'an issuer that is no CA',
    files: async ({ leaf, intermediate, root }) => {
      const below = await make({ name: 'CN=kmip', issuer: leaf });
      return [
        file('chain.pem', below.pem + leaf.pem + intermediate.pem + root.pem),
        file('key.pem', below.keyPem),
      ];
    },
    says: 'CN=kmip-client signed a certificate but is no CA, so others will not accept the chain.',
  },
  {
    what: 'an issuer signed with SHA-1',
    files: async () => {
      const keys = { type: 'rsa', bits: 2048 } as const;
      const root = await make({ name: 'CN=Root', isCa: true, keys });
      const old = await make({
        name: 'CN=Sha One',
        issuer: root,
        isCa: true,
        hash: 'SHA-1',
      });
      const leaf = await make({ name: 'CN=kmip', issuer: old });
      return [file('chain.pem', leaf.pem + old.pem + root.pem)];
    },
    says: 'Its issuer CN=Sha One is signed with RSA with SHA-1, which current TLS libraries refuse.',
  },
  {
    what: 'more authorities than the root allows',
    files: async () => {
      const root = await make({ name: 'CN=Root', isCa: true, pathLength: 0 });
      const sub = await make({ name: 'CN=Sub', issuer: root, isCa: true });
      const leaf = await make({ name: 'CN=kmip', issuer: sub });
      return [file('chain.pem', leaf.pem + sub.pem + root.pem)];
    },
    says: 'CN=Root allows fewer CAs below it than this chain has.',
  },
  {
    what: 'two authorities that signed each other, without a root',
    files: async () => {
      const one = await make({ name: 'CN=One', isCa: true });
      const two = await make({ name: 'CN=Two', issuer: one, isCa: true });
      const oneByTwo = await make({
        name: 'CN=One',
        issuer: two,
        isCa: true,
        keyOf: one,
      });
      const leaf = await make({ name: 'CN=kmip', issuer: oneByTwo });
      return [file('chain.pem', leaf.pem + oneByTwo.pem + two.pem)];
    },
    says: 'The certificate of its issuer CN=One is missing.',
  },
];
