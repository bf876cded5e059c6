import type { SearchHit } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { CertificateIcon } from '@patternfly/react-icons/dist/esm/icons/certificate-icon';
import { ClipboardCheckIcon } from '@patternfly/react-icons/dist/esm/icons/clipboard-check-icon';
import { KeyIcon } from '@patternfly/react-icons/dist/esm/icons/key-icon';
import { PluggedIcon } from '@patternfly/react-icons/dist/esm/icons/plugged-icon';
import { ServerIcon } from '@patternfly/react-icons/dist/esm/icons/server-icon';
import { TaskIcon } from '@patternfly/react-icons/dist/esm/icons/task-icon';
import { TicketAltIcon } from '@patternfly/react-icons/dist/esm/icons/ticket-alt-icon';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import type { ComponentType } from 'react';

import {
  CHANGE_STATES,
  CONNECTION_HEALTH,
  SYSTEM_NAMES,
  TASK_STATES,
} from '../../wording/states.ts';
import type { Offer, OfferGroup } from './offer.ts';
import { certificateOffers, keyServerOffers } from './place-offers.ts';

type Kind = SearchHit['kind'];
type Hit<K extends Kind> = Extract<SearchHit, { kind: K }>;

export const KIND_ICONS = {
  change: ClipboardCheckIcon,
  task: TaskIcon,
  ticket: TicketAltIcon,
  connection: PluggedIcon,
  host: ServerIcon,
  person: UserIcon,
  certificate: CertificateIcon,
  key_server: KeyIcon,
} as const satisfies Record<Kind, ComponentType>;

const KIND_TITLES = {
  change: say('search.changes'),
  task: say('search.tasks'),
  ticket: say('search.tickets'),
  connection: say('search.connections'),
  host: say('search.hosts'),
  person: say('search.people'),
  certificate: say('search.certificates'),
  key_server: say('search.key-servers'),
} as const satisfies Record<Kind, string>;

/** Who reads plain sentences instead of contents is led to the page that says them. */
export interface HitReader {
  readsContents: boolean;
  readsConnections: boolean;
}

function joined(texts: readonly (string | null | undefined)[]): string {
  return texts
    .filter((text) => text !== null && text !== undefined)
    .join(' · ');
}

function changeOffers(hit: Hit<'change'>, reader: HitReader): Offer[] {
  return [
    {
      key: hit.id,
      icon: KIND_ICONS.change,
      text: hit.reference,
      isReference: true,
      detail: joined([hit.title, hit.target, hit.ticket]),
      state: CHANGE_STATES[hit.state],
      goal: reader.readsContents
        ? { to: '/changes/$id', params: { id: hit.id } }
        : { to: '/status', search: { change: hit.reference } },
    },
  ];
}

function taskOffers(hit: Hit<'task'>): Offer[] {
  return [
    {
      key: hit.id,
      icon: KIND_ICONS.task,
      text: hit.reference,
      isReference: true,
      detail: joined([hit.title, hit.target, hit.upstreamTaskId]),
      state: TASK_STATES[hit.state],
      goal: { to: '/tasks/$id', params: { id: hit.id } },
    },
  ];
}

function ticketOffers(hit: Hit<'ticket'>, reader: HitReader): Offer[] {
  return [
    {
      key: `ticket-${hit.ticket}`,
      icon: KIND_ICONS.ticket,
      text: hit.ticket,
      detail: hit.more
        ? say('search.newest-of-the-ticket', {
            references: sayList(hit.changes.map(({ reference }) => reference)),
          })
        : sayList(hit.changes.map(({ reference }) => reference)),
      goal: reader.readsContents
        ? { to: '/changes', search: { ticket: hit.ticket } }
        : { to: '/status', search: { ticket: hit.ticket } },
    },
  ];
}

function connectionOffers(hit: Hit<'connection'>, reader: HitReader): Offer[] {
  return [
    {
      key: hit.id,
      icon: KIND_ICONS.connection,
      text: hit.name,
      detail: SYSTEM_NAMES[hit.system],
      state: CONNECTION_HEALTH[hit.health],
      goal: reader.readsConnections
        ? { to: '/connections/$id', params: { id: hit.id } }
        : { to: '/status', search: { host: hit.name } },
    },
  ];
}

function hostOffers(hit: Hit<'host'>): Offer[] {
  return [
    {
      key: `host-${hit.host}`,
      icon: KIND_ICONS.host,
      text: hit.host,
      detail: say('search.where-it-stands-on', {
        names: sayList(hit.connections.map(({ name }) => name)),
      }),
      goal: { to: '/status', search: { host: hit.host } },
    },
  ];
}

function personOffers(hit: Hit<'person'>): Offer[] {
  return [
    {
      key: hit.id,
      icon: KIND_ICONS.person,
      text: hit.displayName,
      detail: hit.active
        ? hit.username
        : joined([hit.username, say('search.disabled')]),
      goal: { to: '/people/$id', params: { id: hit.id } },
    },
  ];
}

function offersOf(hit: SearchHit, reader: HitReader): Offer[] {
  switch (hit.kind) {
    case 'change':
      return changeOffers(hit, reader);
    case 'task':
      return taskOffers(hit);
    case 'ticket':
      return ticketOffers(hit, reader);
    case 'connection':
      return connectionOffers(hit, reader);
    case 'host':
      return hostOffers(hit);
    case 'person':
      return personOffers(hit);
    case 'certificate':
      return certificateOffers(hit);
    case 'key_server':
      return keyServerOffers(hit);
  }
}

/** What the console found, by kind; the kind with the best hit comes first. */
export function hitGroups(
  hits: readonly SearchHit[],
  reader: HitReader,
): OfferGroup[] {
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    key: kind,
    title: KIND_TITLES[kind],
    offers: hits
      .filter((hit) => hit.kind === kind)
      .flatMap((hit) => offersOf(hit, reader)),
  }));
}
