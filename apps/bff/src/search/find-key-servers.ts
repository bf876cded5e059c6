import {
  changeState,
  ESTATE_ITEMS,
  type KeyServerPlace,
  normaliseKeyServer,
  OPERATIONS,
  type SearchHit,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import { CHANGE_WORDS } from '../changes/list-changes.ts';
import { idsOfPage } from '../lists/list-page.ts';
import { containing } from '../lists/search-text.ts';
import { changeReference } from '../references.ts';
import { type Found, foundOf, NOTHING, OF_A_KIND } from './hits.ts';
import { estatePlaces, type KnownEstate } from './known-estate.ts';
import { matchOf } from './match-text.ts';
import type { SearchText } from './read-search-text.ts';

/** Places named with one server. */
const PLACES = 10;
/** Changes that are looked into for servers. */
const CHANGES = 10;
const SHORTEST = 3;

const OPERATION = 'ontap.add-key-servers';

/**
 * Key servers by address, as the estate showed them when it was read last and as changes add them. For those who may
 * read both.
 */
export async function findKeyServers(
  db: Database,
  estate: KnownEstate,
  { text }: SearchText,
): Promise<Found> {
  if (text.length < SHORTEST || text.includes(' ')) return NOTHING;
  const seen = new Map<string, KeyServerPlace[]>();
  const note = (server: string, place: KeyServerPlace): void => {
    if (matchServer(server, text) === null) return;
    const places = seen.get(server) ?? [];
    places.push(place);
    seen.set(server, places);
  };
  for (const { place, collection, item } of estatePlaces(estate)) {
    for (const server of new Set(serversOf(collection, item))) {
      note(server, place);
    }
  }
  for (const change of await changesAdding(db, text)) {
    for (const server of change.servers) note(server, change.place);
  }
  return foundOf(
    [...seen]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([server, places]): SearchHit => ({
        kind: 'key_server',
        match: matchServer(server, text) ?? 'words',
        server,
        places: places.slice(0, PLACES),
        more: places.length > PLACES,
      })),
    seen.size > OF_A_KIND,
  );
}

/** A host without its port names the server too. */
function matchServer(server: string, text: string) {
  const host = server.replace(/:\d+$/, '');
  return host === text || normaliseKeyServer(text) === server
    ? 'exact'
    : matchOf(server, text);
}

function serversOf(
  collection: keyof typeof ESTATE_ITEMS,
  item: unknown,
): string[] {
  switch (collection) {
    case 'trusted-clusters': {
      const { services, drift } = ESTATE_ITEMS[collection].parse(item);
      return [...services, ...drift].map(({ address }) => addressOf(address));
    }
    case 'key-provider-services':
      return [addressOf(ESTATE_ITEMS[collection].parse(item).address)];
    case 'key-providers':
      return ESTATE_ITEMS[collection]
        .parse(item)
        .servers.flatMap(({ address }) =>
          address === null ? [] : addressOf(address),
        );
    case 'key-managers':
      return ESTATE_ITEMS[collection]
        .parse(item)
        .servers.map(({ server }) => normaliseKeyServer(server));
    case 'trust-authority-clusters':
    case 'native-providers':
      return [];
  }
}

function addressOf({ hostname, port }: { hostname: string; port: number }) {
  const host = hostname.toLowerCase();
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

interface Adding {
  servers: string[];
  place: KeyServerPlace;
}

async function changesAdding(db: Database, text: string): Promise<Adding[]> {
  const ids = idsOfPage(
    {
      table: 'change',
      key: sql<Date>`created_at`,
      direction: 'desc',
      choices: [{ column: 'operation', values: [OPERATION] }],
      conditions: [sql<boolean>`${CHANGE_WORDS} like ${containing(text)}`],
    },
    CHANGES,
  );
  const rows = await db
    .selectFrom('change')
    .select(['id', 'number', 'state', 'input'])
    .where(sql<boolean>`id = any (array(${ids}))`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.flatMap((row): Adding[] => {
    const input = OPERATIONS[OPERATION].frozen.safeParse(row.input);
    if (!input.success) return [];
    const servers = input.data.servers.map(({ server }) =>
      normaliseKeyServer(server),
    );
    return [
      {
        servers,
        place: {
          type: 'change',
          id: row.id,
          reference: changeReference(row.number),
          state: changeState.parse(row.state),
        },
      },
    ];
  });
}
