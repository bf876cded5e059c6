import { z } from 'zod';

import { knownUse, openChange } from './certificates.ts';
import { estateSource } from './estate.ts';
import { operationId } from './operations/read-operation-id.ts';
import { id, timestamp } from './primitives.ts';

/** `due` within 7 days and `soon` within 30 days of the last safe moment, which is past when `overdue`. */
export const agendaStatus = z.enum(['overdue', 'due', 'soon', 'later']);
export type AgendaStatus = z.infer<typeof agendaStatus>;

/** How many changes have to be measured before their times say something about the next one. */
export const FEWEST_MEASURED_CHANGES = 5;

/** How long before the end a renewal has to be requested. */
export const leadTime = z.object({
  /** All of it, margin included. */
  hours: z.number().int(),
  marginHours: z.number().int(),
  /** How many changes it was measured by. */
  basis: z.number().int(),
  /** False while too few changes have ended: then `hours` is the default. */
  measured: z.boolean(),
  percentile: z.literal(90),
  /** The operation whose own changes were measured; null when those of all operations were. */
  operation: operationId.nullable(),
});
export type LeadTime = z.infer<typeof leadTime>;

/** What the form of the renewing operation starts with. */
export const renewalStart = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('vcenter.update-provider-client-certificate'),
    connectionId: id,
    input: z.object({
      trustAuthorityCluster: z.string(),
      provider: z.string(),
    }),
  }),
  z.object({
    operation: z.literal('console.update-connection'),
    input: z.object({
      connection: id,
      host: z.string(),
      port: z.number().int(),
    }),
  }),
]);
export type RenewalStart = z.infer<typeof renewalStart>;

/** One certificate and those of its uses that are renewed in the same way. */
export const agendaItem = z.object({
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  expiresAt: timestamp,
  expired: z.boolean(),
  /** A request after this moment may come too late; the reader's calendar says which day that is. */
  lastSafeDayToRequest: timestamp,
  status: agendaStatus,
  lead: leadTime,
  /** Null when the console has no operation for it. */
  operation: operationId.nullable(),
  /** How it is renewed, in a sentence. */
  howToRenew: z.string(),
  uses: z.array(
    knownUse.extend({
      start: renewalStart.nullable(),
      /** The open change that renews it here already. */
      renewedBy: openChange.nullable(),
    }),
  ),
});
export type AgendaItem = z.infer<typeof agendaItem>;

/** What has to be requested first comes first. */
export const expiryAgenda = z.object({
  items: z.array(agendaItem),
  /** Of changes of any operation. */
  lead: leadTime,
  counts: z.record(agendaStatus, z.number().int()),
  sources: z.array(estateSource),
});
export type ExpiryAgenda = z.infer<typeof expiryAgenda>;
