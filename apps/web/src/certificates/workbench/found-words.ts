import { say, sayAll } from '@keyward/messages';
import type { Bundle } from '@keyward/pki/bundle';

function count(number: number, one: string, many: string): string[] {
  if (number === 0) return [];
  return [number === 1 ? `1 ${one}` : `${String(number)} ${many}`];
}

/** What was found, in one sentence for the eye and the ear. */
export function foundWords({ items, findings, leaf }: Bundle): string {
  const certificates = items.filter((item) => item.kind === 'certificate');
  const authorities = certificates.filter(({ role }) => role !== 'leaf');
  const things = [
    ...count(
      certificates.length - authorities.length,
      leaf === null
        ? say('workbench.other-certificate')
        : say('workbench.client-certificate'),
      leaf === null
        ? say('workbench.other-certificates')
        : say('workbench.client-certificates'),
    ),
    ...count(
      authorities.length,
      say('workbench.ca-certificate'),
      say('workbench.ca-certificates'),
    ),
    ...count(
      items.filter(({ kind }) => kind === 'key').length,
      say('workbench.private-key'),
      say('workbench.private-keys'),
    ),
    ...count(
      items.filter(({ kind }) => kind === 'csr').length,
      say('workbench.signing-request'),
      say('workbench.signing-requests'),
    ),
  ];
  return [
    things.length === 0
      ? say('workbench.nothing-usable-found')
      : say('workbench.found', { list: sayAll(things) }),
    verdict(findings),
  ].join(' ');
}

/** What stops in full, the rest by its number. */
function verdict(findings: Bundle['findings']): string {
  const wrong = findings.filter(({ passed }) => !passed);
  const stops = wrong.find(({ severity }) => severity === 'blocker');
  if (stops !== undefined) return stops.sentence;
  const warnings = wrong.filter(({ severity }) => severity === 'warning');
  if (warnings.length > 0) {
    return say('workbench.things-to-look-at', { count: warnings.length });
  }
  return say('workbench.nothing-speaks-against-it');
}
