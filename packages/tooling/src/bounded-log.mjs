import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const limitBytes = 2.5 * 1024 * 1024;

/** A log file that keeps the last 5 MB: itself and the one before it, at most half each. */
export class BoundedLog {
  #path;
  #file;
  #sizeBytes;

  constructor(path) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#open();
  }

  write(text) {
    if (this.#file === undefined) return;
    if (this.#sizeBytes > limitBytes) {
      closeSync(this.#file);
      renameSync(this.#path, `${this.#path}.1`);
      this.#open();
    }
    this.#sizeBytes += writeSync(this.#file, text);
  }

  close() {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open() {
    this.#file = openSync(this.#path, 'a', 0o600);
    this.#sizeBytes = fstatSync(this.#file).size;
  }
}
