import type { Database } from '@keyward/database';
import {
  findKeys,
  type KeyEncryptionKey,
  type KeyRing,
  SealedError,
  type Secret,
} from '@keyward/secrets';

import type { KeySettings } from './key-settings.ts';
import { type KeyState, readKeyState } from './key-state.ts';

type Open = Extract<KeyState, { kind: 'open' }>;
type Sealed = Extract<KeyState, { kind: 'sealed' }>;

/**
 * The keys of this console. The files say which keys there are; the database says which of them is in use: the one that
 * wraps its commitment key. Without that key the console is sealed: nothing can be sealed, opened or committed to.
 */
export class KeyCustody implements KeyRing {
  readonly #db: Database;
  readonly settings: KeySettings;
  /** A key once found stays until the process ends: its file may go meanwhile. */
  readonly #keys = new Map<string, KeyEncryptionKey>();
  #own: KeyEncryptionKey | null = null;
  #state: KeyState = { kind: 'sealed', because: 'key_missing', missing: [] };
  #looking: Promise<void> | null = null;

  constructor(db: Database, settings: KeySettings) {
    this.#db = db;
    this.settings = settings;
  }

  /** Null while all is well. */
  get sealed(): Sealed | null {
    return this.#state.kind === 'sealed' ? this.#state : null;
  }

  /** What the key file itself holds; around a rotation it may be another key than the one in use. */
  get own(): KeyEncryptionKey | null {
    return this.#own;
  }

  /** For keyed commitments to secrets; its value is the same for the life of the database. @throws SealedError */
  get commitKey(): Secret {
    return this.#open().commitKey;
  }

  current(): KeyEncryptionKey {
    return this.#open().current;
  }

  async find(id: string): Promise<KeyEncryptionKey | null> {
    this.#open();
    // It may be the key of a rotation that has begun a moment ago; a look that was under way may have been too early.
    if (!this.#keys.has(id)) await this.look();
    if (!this.#keys.has(id)) await this.look();
    this.#open();
    return this.#keys.get(id) ?? null;
  }

  /**
   * Looks at the files and the database again; of several that ask at once, one looks.
   *
   * @throws KeyFileError for a file that is there and cannot be used; the keys held before stay
   */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { file, previousFiles } = this.settings;
    const found = await findKeys(file, previousFiles);
    for (const key of found.all) this.#keys.set(key.id, key);
    const state = await readKeyState(this.#db, this.settings, {
      own: found.own,
      byId: this.#keys,
    });
    if (state.kind === 'open') this.#keys.set(state.current.id, state.current);
    this.#own = found.own;
    this.#state = state;
  }

  #open(): Open {
    if (this.#state.kind === 'sealed') throw new SealedError();
    return this.#state;
  }
}
