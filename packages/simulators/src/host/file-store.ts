import { existsSync, readFileSync, renameSync } from 'node:fs';
import { writeFileAtomically } from './atomic-file.ts';
import type { SimulatorStore } from './simulator.ts';

const FLUSH_DELAY_MS = 50;

export interface FileStore<T> extends SimulatorStore<T> {
  /** Writes what is pending; later changes are not kept. */
  close(): void;
}

/**
 * State in one JSON file. A file that cannot be read is put aside as
 * `*.unreadable` and the initial state is used.
 */
export function openFileStore<T>(path: string, initial: () => T): FileStore<T> {
  let state = read<T>(path) ?? initial();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    writeFileAtomically(path, JSON.stringify(state));
  }
  function touch() {
    if (!isClosed) timer ??= setTimeout(flush, FLUSH_DELAY_MS);
  }
  if (!existsSync(path)) flush();

  return {
    get value() {
      return state;
    },
    update(change) {
      const result = change(state);
      touch();
      return result;
    },
    reset() {
      state = initial();
      touch();
    },
    close() {
      isClosed = true;
      if (timer) flush();
    },
  };
}

function read<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    // The file is only ever written by this store, with the same T.
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    renameSync(path, `${path}.unreadable`);
    return undefined;
  }
}
