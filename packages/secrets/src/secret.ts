import { createHash, timingSafeEqual } from 'node:crypto';

const PLACEHOLDER = '[secret]';
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

let openPlain: (secret: Secret) => string;

/**
 * A value that prints as `[secret]` wherever it is logged, serialised, interpolated, spread or cloned.
 * The plain text is reachable only through `@keyward/secrets/reveal`, which the three vendor clients alone import.
 */
export class Secret {
  readonly #plain: string;

  static {
    // The only door to the private field; it never leaves this package except through `reveal`.
    openPlain = (secret) => secret.#plain;
  }

  /** @param plain well-formed Unicode; a lone surrogate would not survive encryption and is refused. */
  constructor(plain: string) {
    if (typeof plain !== 'string' || !plain.isWellFormed()) {
      throw new TypeError('A secret must be well-formed text.');
    }
    this.#plain = plain;
  }

  /** True for a Secret made by this class; a look-alike or a spread copy is not one. */
  static isSecret(candidate: unknown): candidate is Secret {
    return (
      typeof candidate === 'object' && candidate !== null && #plain in candidate
    );
  }

  /** Compares in time that depends neither on where the values differ nor on which is longer. */
  equals(other: Secret): boolean {
    return timingSafeEqual(digest(this.#plain), digest(other.#plain));
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [Symbol.toPrimitive](): string {
    return PLACEHOLDER;
  }

  [INSPECT](): string {
    return PLACEHOLDER;
  }
}

/** Internal to this package: the plain text of a secret. */
export function openSecret(secret: Secret): string {
  return openPlain(secret);
}

function digest(plain: string): Buffer {
  return createHash('sha256').update(plain, 'utf8').digest();
}
