import { z } from 'zod';

import { changeState } from './change.ts';
import { certificateSummary, estateSource } from './estate.ts';
import { id } from './primitives.ts';
import { systemKind } from './problem.ts';

/** Where a certificate is in use; the ids are those of the estate's own items. */
export const placeOfUse = z.discriminatedUnion('type', [
  /** Hosts of a Trust Authority cluster prove themselves with it to the key servers. */
  z.object({
    type: z.literal('key_provider_client'),
    itemId: z.string(),
    trustAuthorityCluster: z.string(),
    provider: z.string(),
  }),
  /** An ONTAP key manager proves itself with it to its key servers. */
  z.object({
    type: z.literal('key_manager_client'),
    itemId: z.string(),
    certificateUuid: z.string(),
  }),
  /** An ONTAP key manager trusts key servers whose certificates it signed. */
  z.object({
    type: z.literal('key_manager_server_ca'),
    itemId: z.string(),
    certificateUuid: z.string(),
  }),
  /** The one certificate that the console trusts at this connection. */
  z.object({ type: z.literal('connection_pin') }),
  /** One of the authorities that the console trusts at this connection. */
  z.object({ type: z.literal('connection_ca') }),
  /** What the target showed at the last check, where an authority is trusted. */
  z.object({ type: z.literal('connection_shown') }),
]);
export type PlaceOfUse = z.infer<typeof placeOfUse>;

export const knownUse = z.object({
  connectionId: id,
  connectionName: z.string(),
  connectionKind: systemKind,
  place: placeOfUse,
  /** The object as people know it: the provider, the key manager, the connection. */
  objectName: z.string(),
});
export type KnownUse = z.infer<typeof knownUse>;

/** A change that is open. */
export const openChange = z.object({
  changeId: id,
  reference: z.string(),
  state: changeState,
});
export type OpenChange = z.infer<typeof openChange>;

export const knownCertificate = certificateSummary.extend({
  uses: z.array(knownUse),
  /** Open changes that would put it in use. */
  proposedBy: z.array(
    openChange.extend({
      connectionId: id,
      connectionName: z.string(),
      objectName: z.string(),
    }),
  ),
});
export type KnownCertificate = z.infer<typeof knownCertificate>;

/** Known to be in use, but its facts could not be read. */
const unreadCertificate = z.object({
  use: knownUse,
  name: z.string().nullable(),
});

/** One entry per certificate, by its fingerprint. What ends first comes first. */
export const certificates = z.object({
  items: z.array(knownCertificate),
  unread: z.array(unreadCertificate),
  sources: z.array(estateSource),
});
export type Certificates = z.infer<typeof certificates>;
