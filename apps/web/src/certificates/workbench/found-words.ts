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
      leaf === null ? 'other certificate' : 'client certificate',
      leaf === null ? 'other certificates' : 'client certificates',
    ),
    ...count(authorities.length, 'CA certificate', 'CA certificates'),
    ...count(
      items.filter(({ kind }) => kind === 'key').length,
      'private key',
      'private keys',
    ),
    ...count(
      items.filter(({ kind }) => kind === 'csr').length,
      'signing request',
      'signing requests',
    ),
  ];
  return [
    things.length === 0 ? 'Nothing usable found.' : `Found ${list(things)}.`,
    verdict(findings),
  ].join(' ');
}

function list(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length === 1
    ? last
    : `${things.slice(0, -1).join(', ')} and ${last}`;
}

/** What stops in full, the rest by its number. */
function verdict(findings: Bundle['findings']): string {
  const wrong = findings.filter(({ passed }) => !passed);
  const stops = wrong.find(({ severity }) => severity === 'blocker');
  if (stops !== undefined) return stops.sentence;
  const warnings = wrong.filter(({ severity }) => severity === 'warning');
  if (warnings.length > 0) {
    return warnings.length === 1
      ? 'One thing to look at.'
      : `${String(warnings.length)} things to look at.`;
  }
  return 'Nothing speaks against it.';
}
