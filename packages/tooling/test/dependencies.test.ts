import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  faultsOf,
  installedPackages,
  isAllowed,
  loosePins,
  readLockfile,
} from '../src/dependencies.mjs';
import { repositoryRoot } from '../src/repository-root.mjs';
import { makeSbom, productPackages } from '../src/sbom.mjs';

const sound = {
  version: '1.0.0',
  integrity: `sha512-${'A'.repeat(86)}==`,
  license: 'MIT',
};

const faults = (entry: Record<string, unknown>, name = 'left-pad'): string[] =>
  faultsOf({ name, entry });

describe('what is installed', () => {
  it('comes from the registry, with a sha512 and an allowed licence, and runs nothing', () => {
    const installed = installedPackages(readLockfile(repositoryRoot));
    expect(installed.length).toBeGreaterThan(300);
    expect(installed.flatMap(faultsOf)).toEqual([]);
  });

  it('is named by exact versions everywhere', () => {
    const manifests = ['.', ...workspaces()].map((folder) =>
      z
        .looseObject({ name: z.string() })
        .parse(
          JSON.parse(
            readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8'),
          ),
        ),
    );
    expect(manifests.length).toBeGreaterThan(10);
    expect(manifests.flatMap(loosePins)).toEqual([]);
  });

  it('was installed without scripts, and will be', () => {
    const settings = readFileSync(join(repositoryRoot, '.npmrc'), 'utf8');
    expect(settings.split('\n')).toEqual(
      expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']),
    );
  });

  it.each([
    [
      'another address',
      { ...sound, resolved: 'https://evil.example/x.tgz' },
      'comes from elsewhere',
    ],
    [
      'a repository',
      { ...sound, resolved: 'git+ssh://git@github.com/a/b.git' },
      'comes from elsewhere',
    ],
    ['a file', { ...sound, resolved: 'file:../x.tgz' }, 'comes from elsewhere'],
    ['no hash', { ...sound, integrity: undefined }, 'has no sha512'],
    ['an old hash', { ...sound, integrity: 'sha1-AAAA' }, 'has no sha512'],
    [
      'no licence',
      { ...sound, license: undefined },
      'has the licence undefined',
    ],
    [
      'a licence that binds us',
      { ...sound, license: 'AGPL-3.0-only' },
      'has the licence AGPL-3.0-only',
    ],
    [
      'a script',
      { ...sound, hasInstallScript: true },
      'runs a script when it is installed',
    ],
  ])('would be refused with %s', (_what, entry, fault) => {
    expect(faults(entry)).toEqual([`left-pad ${fault}`]);
  });

  it('may have licences to choose from', () => {
    expect(faults(sound)).toEqual([]);
    expect(isAllowed('(MIT OR GPL-3.0-only)')).toBe(true);
    expect(isAllowed('(MIT AND GPL-3.0-only)')).toBe(false);
    expect(isAllowed('')).toBe(false);
  });

  it('would be refused with a range', () => {
    const manifest = {
      name: 'x',
      dependencies: { a: '^1.0.0', b: '1.0.0', c: 'latest', '@keyward/d': '*' },
      devDependencies: { e: 'github:a/b', f: '1.0.0-rc.1' },
    };
    expect(loosePins(manifest)).toEqual([
      'x: a ^1.0.0',
      'x: c latest',
      'x: e github:a/b',
    ]);
  });
});

describe('the list of what the product is made of', () => {
  const bom = z.object({
    bomFormat: z.literal('CycloneDX'),
    components: z.array(
      z.object({
        'bom-ref': z.string(),
        purl: z.string(),
        hashes: z
          .array(z.object({ alg: z.string(), content: z.string() }))
          .optional(),
      }),
    ),
    dependencies: z.array(z.object({ ref: z.string() })),
  });

  it('names every package that is not for development only, with its hash', async () => {
    const { components } = bom.parse(await makeSbom());
    const named = new Set(components.map((each) => each['bom-ref']));
    const product = productPackages();
    expect(product.length).toBeGreaterThan(50);
    expect(
      product
        .map(({ name, entry }) => `${name}@${String(entry['version'])}`)
        .filter((each) => !named.has(each)),
    ).toEqual([]);
    expect(named.has('express@5.3.0')).toBe(true);
    expect([...named].some((each) => each.startsWith('vitest@'))).toBe(false);
    const bare = components.filter(
      (each) =>
        !each['bom-ref'].startsWith('@keyward/') &&
        !each.hashes?.some(({ alg }) => alg === 'SHA-512'),
    );
    expect(bare.map((each) => each['bom-ref'])).toEqual([]);
  });
});

function workspaces(): string[] {
  return ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder)).map(
      (name) => `${folder}/${name}`,
    ),
  );
}
