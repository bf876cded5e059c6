import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { installedPackages, readLockfile } from './dependencies.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { runCaptured } from './run-captured.mjs';

/**
 * `npm run sbom`: what the product is made of, as CycloneDX, from the lockfile. Printed, or written to the file that is
 * named. Tools for development are left out; with `--all` they are in.
 */
export async function run(args) {
  const file = args.find((each) => !each.startsWith('--'));
  const text = `${JSON.stringify(await makeSbom(args.includes('--all')), null, 2)}\n`;
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(resolve(repositoryRoot, file), text);
  return 0;
}

/** npm's own list cut to what the lockfile does not mark as development: its `--omit` also drops what both need. */
export async function makeSbom(withTools = false) {
  const { code, stdout } = await runCaptured('npm', [
    'sbom',
    '--sbom-format=cyclonedx',
    '--package-lock-only',
  ]);
  if (code !== 0) throw new PlainProblem('npm could not list the packages.');
  const sbom = JSON.parse(stdout);
  if (withTools) return sbom;
  const wanted = new Set(
    productPackages().map(({ name, entry }) => `${name}@${entry.version}`),
  );
  const isWanted = (reference) =>
    wanted.has(reference) || /^(@keyward\/\w|keyward@)/.test(reference);
  return {
    ...sbom,
    components: sbom.components.filter((each) => isWanted(each['bom-ref'])),
    dependencies: sbom.dependencies
      .filter(({ ref }) => isWanted(ref))
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        dependsOn: dependsOn.filter(isWanted),
      })),
  };
}

/** What the lockfile does not mark as needed for development only. */
export function productPackages() {
  return installedPackages(readLockfile(repositoryRoot)).filter(
    ({ entry }) => entry.dev !== true,
  );
}
