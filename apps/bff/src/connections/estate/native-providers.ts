import { changeReference } from '../../references.ts';
import {
  type CollectionReader,
  QUICK_READ_FRESH_MS,
} from './collection-reader.ts';

/** ESX documents no list call, so these are the providers Keyward knows by name, each read singly. */
export const nativeProviders: CollectionReader<'native-providers', 'esx'> = {
  system: 'esx',
  capability: 'native-providers',
  freshMs: QUICK_READ_FRESH_MS,
  async read({ client, db, connectionId }) {
    const known = await db
      .selectFrom('known_native_provider')
      .leftJoin('change', 'change.id', 'known_native_provider.change_id')
      .select(['known_native_provider.name', 'change.number'])
      .where('known_native_provider.connection_id', '=', connectionId)
      .orderBy('known_native_provider.name')
      .execute();
    const read = await Promise.all(
      known.map(async ({ name, number }) => {
        const found = await client.getNativeProvider(name);
        if (found === null) return null;
        return {
          id: name,
          name,
          type: found.type,
          keyId: found.keyId,
          knownBecause:
            number === null ? 'known by name' : changeReference(number),
        };
      }),
    );
    return read.filter((provider) => provider !== null);
  },
};
