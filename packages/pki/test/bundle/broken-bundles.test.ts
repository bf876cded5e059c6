import { beforeAll, describe, expect, it } from 'vitest';

import { mainFinding, readBundle } from '../../src/bundle/index.ts';
import type { BrokenBundle } from './broken-bundle.ts';
import { brokenCertificates } from './broken-certificates.ts';
import { brokenChains } from './broken-chains.ts';
import { brokenFiles } from './broken-files.ts';
import { brokenKeys } from './broken-keys.ts';
import { brokenPackages } from './broken-packages.ts';
import { NOW, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});

async function saidOf({ files, purpose, password }: BrokenBundle) {
  const bundle = await readBundle(
    await files(shop),
    { slot: 'client', now: NOW, ...purpose?.(shop) },
    password,
  );
  return { bundle, main: mainFinding(bundle) };
}

const groups: [group: string, bundles: BrokenBundle[]][] = [
  ['files', brokenFiles],
  ['keys', brokenKeys],
  ['certificates', brokenCertificates],
  ['chains', brokenChains],
  ['PKCS#7 and PKCS#12', brokenPackages],
];
const all = groups.flatMap(([, bundles]) => bundles);

describe.each(groups)('a bundle broken in its %s', (_group, bundles) => {
  it.each(bundles)('has one message for $what', async (broken) => {
    const { main } = await saidOf(broken);
    expect(main.passed).toBe(false);
    expect(main.sentence).toBe(broken.says);
    expect(main.nextStep).toMatch(/\w/);
  });
});

describe('the broken bundles', () => {
  it('are sixty and more', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
  });

  it('never say anything of a key or a password', async () => {
    for (const broken of all) {
      const { bundle } = await saidOf(broken);
      const said = JSON.stringify(bundle.findings);
      expect(said).not.toContain('PRIVATE KEY-----\\n');
      expect(said).not.toContain(broken.password ?? 'PRIVATE KEY-----');
    }
  });
});
