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

/** One offer for each place of a certificate: the place is where one wants to go. */
export function certificateOffers(
  hit: Extract<SearchHit, { kind: 'certificate' }>,
): Offer[] {
  return hit.places.slice(0, MOST_PLACES).map((place, index) => ({
    key: `${hit.sha256}-${String(index)}`,
    icon: CertificateIcon,
    text: hit.subject ?? `${hit.sha256.slice(0, FINGERPRINT_SHOWN)}…`,
    detail:
      hit.subject === null
        ? certificatePlace(place)
        : `${certificatePlace(place)} · ${hit.sha256.slice(0, FINGERPRINT_SHOWN)}…`,
    goal: goalOf(place),
  }));
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
