import {
  certificateRole,
  changeState,
  type CertificateHitPlace,
  type SearchHit,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import { z } from 'zod';

import { changeReference } from '../references.ts';
import { type Found, foundOf, NOTHING, OF_A_KIND } from './hits.ts';
import { estatePlaces, type KnownEstate } from './known-estate.ts';
import type { SearchText } from './read-search-text.ts';

/** Places named with one certificate. */
const PLACES = 10;

/** What the estate says of a certificate, wherever in an item it stands. */
const facts = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  subject: z.string().optional(),
  notAfter: z.string().optional(),
});

interface Seen {
  subject: string | null;
  notAfter: string | null;
  places: CertificateHitPlace[];
}

/**
 * Certificates by the beginning of their SHA-256: what connections trust, what the estate showed when it was read last,
 * and what changes propose, replace or found in use. For those who may read all of these.
 */
export async function findCertificates(
  db: Database,
  estate: KnownEstate,
  { fingerprint }: SearchText,
): Promise<Found> {
  if (fingerprint === null) return NOTHING;
  const seen = new Map<string, Seen>();
  const note = (sha256: string): Seen => {
    const held = seen.get(sha256) ?? {
      subject: null,
      notAfter: null,
      places: [],
    };
    seen.set(sha256, held);
    return held;
  };
  for (const { summary: connection, trust } of estate.known) {
    for (const sha256 of [trust.sha256].flat()) {
      if (!sha256.startsWith(fingerprint)) continue;
      const use = trust.mode;
      note(sha256).places.push({ type: 'connection', use, connection });
    }
  }
  for (const { place, item } of estatePlaces(estate)) {
    const inItem = new Map(
      certificatesIn(item).map((each) => [each.sha256, each]),
    );
    for (const [sha256, { subject, notAfter }] of inItem) {
      if (!sha256.startsWith(fingerprint)) continue;
      const held = note(sha256);
      held.subject ??= subject ?? null;
      held.notAfter ??= notAfter ?? null;
      held.places.push(place);
    }
  }
  for (const sha256 of await namedByChanges(db, fingerprint)) note(sha256);
  const named = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  const hits = await Promise.all(
    named.slice(0, OF_A_KIND).map(async ([sha256, held]) => {
      const places = [...held.places, ...(await changesNaming(db, sha256))];
      return {
        kind: 'certificate',
        match: sha256 === fingerprint ? 'exact' : 'prefix',
        sha256,
        subject: held.subject,
        notAfter: held.notAfter,
        places: places.slice(0, PLACES),
        more: places.length > PLACES,
      } satisfies SearchHit;
    }),
  );
  return foundOf(hits, named.length > OF_A_KIND);
}

function certificatesIn(value: unknown): z.infer<typeof facts>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = facts.safeParse(value);
  const inside = Object.values(value).flatMap(certificatesIn);
  return own.success ? [own.data, ...inside] : inside;
}

/** From one certificate to the next by the index, however many changes name each. */
async function namedByChanges(
  db: Database,
  fingerprint: string,
): Promise<string[]> {
  const begins = sql`sha256 like ${`${fingerprint}%`}`;
  const { rows } = await sql<{ sha256: string }>`
    with recursive found (sha256, place) as (
      (select sha256, 1 from change_certificate where ${begins} order by sha256 limit 1)
      union all
      select (select next.sha256 from change_certificate as next
          where next.${begins} and next.sha256 > found.sha256 order by next.sha256 limit 1), place + 1
        from found where found.sha256 is not null and place <= ${OF_A_KIND})
    select sha256 from found where sha256 is not null`.execute(db);
  return rows.map((row) => row.sha256);
}

async function changesNaming(
  db: Database,
  sha256: string,
): Promise<CertificateHitPlace[]> {
  const rows = await db
    .selectFrom('change_certificate')
    .innerJoin('change', 'change.id', 'change_certificate.change_id')
    .select([
      'change.id',
      'change.number',
      'change.state',
      'change_certificate.use',
    ])
    .where('change_certificate.sha256', '=', sha256)
    .orderBy('change_certificate.change_id', 'desc')
    .limit(PLACES + 1)
    .execute();
  return rows.map((row) => ({
    type: 'change',
    use: certificateRole.parse(row.use),
    id: row.id,
    reference: changeReference(row.number),
    state: changeState.parse(row.state),
  }));
}
