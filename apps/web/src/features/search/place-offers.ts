import type {
  CertificateHitPlace,
  CertificateRole,
  KeyServerPlace,
  SearchHit,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { CertificateIcon } from '@patternfly/react-icons/dist/esm/icons/certificate-icon';
import { KeyIcon } from '@patternfly/react-icons/dist/esm/icons/key-icon';
import type { NavigateOptions } from '@tanstack/react-router';

import type { Offer } from './offer.ts';

const MOST_PLACES = 3;
const FINGERPRINT_SHOWN = 16;

const ROLE_SENTENCES = {
  proposed: say('search.proposed-by'),
  replaced: say('search.replaced-by'),
  found: say('search.found-by'),
} as const satisfies Record<CertificateRole, string>;

/** Where something is: the connection's page, or the change. */
function goalOf(place: CertificateHitPlace | KeyServerPlace): NavigateOptions {
  return place.type === 'change'
    ? { to: '/changes/$id', params: { id: place.id } }
    : { to: '/connections/$id', params: { id: place.connection.id } };
}

function certificatePlace(place: CertificateHitPlace): string {
  switch (place.type) {
    case 'estate':
      return say('search.in-use-on', {
        item: place.item.name,
        connection: place.connection.name,
      });
    case 'connection':
      return say('search.trusted-for', { connection: place.connection.name });
    case 'change':
      return `${ROLE_SENTENCES[place.use]} ${place.reference}`;
  }
}

/** Where it is used, said once however many places there are. */
function usesText(uses: readonly CertificateHitPlace[]): string[] {
  const [first, ...others] = uses;
  if (first === undefined) return [];
  return [
    certificatePlace(first),
    ...(others.length === 0
      ? []
      : [say('search.more-places', { count: others.length })]),
  ];
}

/**
 * The certificate itself among all that are known, where it is in use; then the changes that name it. One that is in
 * use nowhere is known by its changes alone.
 */
export function certificateOffers({
  sha256,
  subject,
  places,
}: Extract<SearchHit, { kind: 'certificate' }>): Offer[] {
  const shown = `${sha256.slice(0, FINGERPRINT_SHOWN)}…`;
  const text = subject ?? shown;
  const fingerprint = subject === null ? [] : [shown];
  const uses = places.filter(({ type }) => type !== 'change');
  const changes = places.filter((place) => place.type === 'change');
  return [
    ...(uses.length === 0
      ? []
      : [
          {
            key: sha256,
            icon: CertificateIcon,
            text,
            detail: [...usesText(uses), ...fingerprint].join(' · '),
            goal: {
              to: '/certificates',
              search: { q: sha256, open: sha256 },
            },
          } satisfies Offer,
        ]),
    ...changes.slice(0, MOST_PLACES).map((place) => ({
      key: `${sha256}-${place.id}-${place.use}`,
      icon: CertificateIcon,
      text,
      detail: [certificatePlace(place), ...fingerprint].join(' · '),
      goal: goalOf(place),
    })),
  ];
}

function keyServerPlace(place: KeyServerPlace): string {
  return place.type === 'change'
    ? say('search.named-by', { reference: place.reference })
    : say('search.in-use-on', {
        item: place.item.name,
        connection: place.connection.name,
      });
}

/** One offer for each place of a key server. */
export function keyServerOffers(
  hit: Extract<SearchHit, { kind: 'key_server' }>,
): Offer[] {
  return hit.places.slice(0, MOST_PLACES).map((place, index) => ({
    key: `${hit.server}-${String(index)}`,
    icon: KeyIcon,
    text: hit.server,
    detail: keyServerPlace(place),
    goal: goalOf(place),
  }));
}
