import type { CatalogueEntry, Draft } from '@keyward/contract';

import { ONTAP, TRUST_VCENTER } from './connection-fixtures.ts';

const AT = '2026-11-21T08:00:00.000Z';

/** The operation that most new changes of the tests are made with, as the catalogue offers it. */
export const ADD_KEY_SERVERS: CatalogueEntry = {
  id: 'ontap.add-key-servers',
  title: 'Add key servers to a key manager',
  summary: 'Adds external KMIP key servers.',
  system: 'ontap',
  execution: 'approved',
  risk: 'standard',
  privileges: [],
  caution: null,
  approvals: 1,
  secretPointers: ['/servers/*/password'],
  connections: [
    {
      connection: ONTAP,
      version: '9.17.1',
      available: true,
      reason: null,
      alternative: null,
    },
  ],
};

/** An operation that takes a private key. */
export const REPLACE_CLIENT_CERTIFICATE: CatalogueEntry = {
  ...ADD_KEY_SERVERS,
  id: 'vcenter.update-provider-client-certificate',
  title: 'Replace a key provider’s client certificate',
  summary: 'Gives a trusted key provider another certificate.',
  system: 'vcenter',
  risk: 'high',
  secretPointers: ['/keySource/privateKey'],
  connections: [
    {
      connection: TRUST_VCENTER,
      version: '8.0.3',
      available: true,
      reason: null,
      alternative: null,
    },
  ],
};

export const DRAFT_ID = '019a0000-0000-7000-8000-00000000d4a1';

/** A draft of adding key servers with nothing filled in. */
export function aDraft(over: Partial<Draft> = {}): Draft {
  return {
    id: DRAFT_ID,
    operation: ADD_KEY_SERVERS.id,
    title: ADD_KEY_SERVERS.title,
    connection: ONTAP,
    hasReason: false,
    hasTicket: false,
    createdAt: AT,
    updatedAt: AT,
    keptUntil: '2026-12-21T08:00:00.000Z',
    values: {},
    secretDelivery: null,
    reason: null,
    ticket: null,
    expiresInHours: null,
    copyOf: null,
    ...over,
  };
}

/** A new change that no draft is kept of yet. */
export function noDraft() {
  return {
    opened: null,
    reasons: { reason: '', ticket: '' },
    onKept: () => undefined,
    onDiscarded: () => undefined,
  };
}
