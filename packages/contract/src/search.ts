import { z } from 'zod';

import { changeState } from './change.ts';
import { connectionHealth, connectionSummary } from './connection.ts';
import { collection } from './estate.ts';
import { id, personText, sha256, timestamp } from './primitives.ts';
import { systemKind } from './problem.ts';
import { taskState } from './task.ts';

export const searchQuery = z.strictObject({
  q: personText(1, 200),
  /** Hits in all. */
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** How well a hit answers: `exact` is the very thing that was named, `prefix` begins so, `words` is about it. */
export const searchMatch = z.enum(['exact', 'prefix', 'words']);
export type SearchMatch = z.infer<typeof searchMatch>;

const match = searchMatch;
/** Name of the connection; null for what is on the console itself. */
const target = z.string().nullable();

const changeHit = z.strictObject({
  kind: z.literal('change'),
  match,
  id,
  reference: z.string(),
  title: z.string(),
  state: changeState,
  target,
  ticket: z.string().nullable(),
  createdAt: timestamp,
});

const taskHit = z.strictObject({
  kind: z.literal('task'),
  match,
  id,
  reference: z.string(),
  changeId: id,
  changeReference: z.string(),
  title: z.string(),
  state: taskState,
  target,
  /** The target's own id of its task. */
  upstreamTaskId: z.string().nullable(),
  createdAt: timestamp,
});

const connectionHit = z.strictObject({
  kind: z.literal('connection'),
  match,
  id,
  name: z.string(),
  system: systemKind,
  health: connectionHealth,
});

/** An address that connections lead to. Without `connections:read` only for somebody who named it whole. */
const hostHit = z.strictObject({
  kind: z.literal('host'),
  match,
  host: z.string(),
  connections: z.array(connectionSummary),
});

/** A ticket with its newest changes. */
const ticketHit = z.strictObject({
  kind: z.literal('ticket'),
  match,
  ticket: z.string(),
  changes: z.array(
    z.strictObject({ id, reference: z.string(), state: changeState }),
  ),
  /** Whether the ticket has more changes than these. */
  more: z.boolean(),
});

const personHit = z.strictObject({
  kind: z.literal('person'),
  match,
  id,
  username: z.string(),
  displayName: z.string(),
  active: z.boolean(),
});

const inEstate = z.strictObject({
  type: z.literal('estate'),
  connection: connectionSummary,
  collection,
  item: z.strictObject({ id: z.string(), name: z.string() }),
});

/** What a change does with a certificate; `found`: it was there and stays. */
export const certificateRole = z.enum(['proposed', 'replaced', 'found']);
export type CertificateRole = z.infer<typeof certificateRole>;

const certificatePlace = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('connection'),
    /** How the connection knows it. */
    use: z.enum(['pin', 'ca']),
    connection: connectionSummary,
  }),
  inEstate,
  z.strictObject({
    type: z.literal('change'),
    use: certificateRole,
    id,
    reference: z.string(),
    state: changeState,
  }),
]);
export type CertificateHitPlace = z.infer<typeof certificatePlace>;

const certificateHit = z.strictObject({
  kind: z.literal('certificate'),
  match,
  sha256,
  /** Its subject, where the estate shows it. */
  subject: z.string().nullable(),
  notAfter: z.string().nullable(),
  places: z.array(certificatePlace),
  /** Whether it is in more places than these. */
  more: z.boolean(),
});

const keyServerPlace = z.discriminatedUnion('type', [
  inEstate,
  z.strictObject({
    type: z.literal('change'),
    id,
    reference: z.string(),
    state: changeState,
  }),
]);
export type KeyServerPlace = z.infer<typeof keyServerPlace>;

const keyServerHit = z.strictObject({
  kind: z.literal('key_server'),
  match,
  /** `host:port`. */
  server: z.string(),
  places: z.array(keyServerPlace),
  more: z.boolean(),
});

export const searchHit = z.discriminatedUnion('kind', [
  changeHit,
  taskHit,
  ticketHit,
  connectionHit,
  hostHit,
  personHit,
  certificateHit,
  keyServerHit,
]);
export type SearchHit = z.infer<typeof searchHit>;

/** Best first, at most five of a kind; `more` says that something was left out. */
export const searchAnswer = z.strictObject({
  hits: z.array(searchHit),
  more: z.boolean(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
