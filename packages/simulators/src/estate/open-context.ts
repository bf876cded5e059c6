import { join } from 'node:path';
import { openFileStore, type FileStore } from '../host/file-store.ts';
import type { Journal } from '../host/journal.ts';
import type {
  KeyServersOfEstate,
  SimulatorContext,
  SimulatorOptions,
} from '../host/simulator.ts';

export interface OpenedContext {
  context: SimulatorContext;
  resetStores: () => void;
  closeStores: () => void;
}

export interface ContextParts {
  name: string;
  folder: string;
  credentials: { username: string; password: string };
  options: SimulatorOptions;
  journal: Journal;
  keyServers: KeyServersOfEstate | undefined;
  now: () => number;
}

/** What a simulator gets from the host: stores in its own folder, clock, journal. */
export function openContext({
  name,
  folder,
  credentials,
  options,
  journal,
  keyServers,
  now,
}: ContextParts): OpenedContext {
  const stores: Pick<FileStore<unknown>, 'reset' | 'close'>[] = [];
  return {
    context: {
      name,
      credentials,
      options,
      ...(keyServers && { keyServers }),
      now,
      recordEffect: (effect) => journal.recordEffect(effect, now()),
      openStore<T>(initial: () => T) {
        const suffix = stores.length === 0 ? '' : `-${stores.length + 1}`;
        const store = openFileStore(
          join(folder, `state${suffix}.json`),
          initial,
        );
        stores.push(store);
        return store;
      },
    },
    resetStores: () => stores.forEach((store) => store.reset()),
    closeStores: () => stores.forEach((store) => store.close()),
  };
}
