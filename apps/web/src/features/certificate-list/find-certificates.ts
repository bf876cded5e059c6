import type { KnownCertificate, PlaceOfUse } from '@keyward/contract';
import { say } from '@keyward/messages';

import { placeText, PLACE_WORDS } from '../../certificates/place-of-use.tsx';
import type { Choice } from '../../list/choice-filter.tsx';
import { valuesOf } from '../../list/filters.ts';
import { hasAllWords, itemText } from '../../list/item-text.ts';

export interface CertificateFilters {
  q?: string;
  use?: string;
  ends?: string;
  connectionId?: string;
  sort?: string;
}

export const USE_CHOICES: readonly Choice[] = (
  Object.keys(PLACE_WORDS) as PlaceOfUse['type'][]
).map((value) => ({ value, text: PLACE_WORDS[value] })); // Its keys are exactly the types.

export const END_CHOICES: readonly Choice[] = [
  { value: '0', text: say('certificate-list.expired') },
  { value: '30', text: say('certificate-list.within-30-days') },
  { value: '90', text: say('certificate-list.within-90-days') },
  { value: '365', text: say('certificate-list.within-a-year') },
];

export const ORDERS = [
  { value: 'first', text: say('certificate-list.ends-first') },
  { value: 'last', text: say('certificate-list.ends-last') },
  { value: 'subject', text: say('certificate-list.by-subject') },
  { value: 'uses', text: say('certificate-list.most-used') },
] as const;

const DAY_MS = 86_400_000;

/** What the filters let through, in the order that the address says. */
export function findCertificates(
  items: readonly KnownCertificate[],
  filters: CertificateFilters,
  now: Date,
): KnownCertificate[] {
  const uses = valuesOf(filters.use);
  const connections = valuesOf(filters.connectionId);
  const endsBefore =
    filters.ends === undefined
      ? Infinity
      : now.getTime() + Number(filters.ends) * DAY_MS;
  return items
    .filter(
      (each) =>
        Date.parse(each.notAfter) < endsBefore &&
        (uses.length === 0 ||
          each.uses.some(({ place }) => uses.includes(place.type))) &&
        (connections.length === 0 ||
          [...each.uses, ...each.proposedBy].some(({ connectionId }) =>
            connections.includes(connectionId),
          )) &&
        hasAllWords(certificateText(each), withoutColons(filters.q ?? '')),
    )
    .toSorted(BY[filters.sort ?? ''] ?? byEnd);
}

/** What the words of the filter are looked for in: places in the words of the page too. */
function certificateText(certificate: KnownCertificate): string {
  return [
    itemText(certificate),
    ...certificate.uses.map((use) => placeText(use).toLowerCase()),
  ].join('\n');
}

/** A fingerprint is found however it is written; nothing else that is looked for has colons between pairs. */
function withoutColons(filter: string): string {
  return filter.replace(/\b(?:[\da-f]{2}:)+[\da-f]{0,2}/gi, (pairs) =>
    pairs.replaceAll(':', ''),
  );
}

type Order = (a: KnownCertificate, b: KnownCertificate) => number;

const byEnd: Order = (a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter);

const BY: Readonly<Record<string, Order>> = {
  last: (a, b) => byEnd(b, a),
  subject: (a, b) => a.subject.localeCompare(b.subject) || byEnd(a, b),
  uses: (a, b) => b.uses.length - a.uses.length || byEnd(a, b),
};
