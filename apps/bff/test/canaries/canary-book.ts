import { randomBytes } from 'node:crypto';

/** One secret that must turn up nowhere but where it belongs. */
export interface Canary {
  /** Secrets of one kind come from the same place in the product. */
  kind: string;
  /** What a report may say of it. */
  label: string;
  secret: string | Buffer;
  /** The target that it is sent to, if any: there, and only there, it may arrive. */
  home: string | null;
}

/** Shorter ones turn up by chance. */
const SHORTEST_BYTES = 12;

/** Every secret that a run has used. */
export class CanaryBook {
  readonly #bySecret = new Map<string, Canary>();

  /** Notes a secret that the product, a person or a target has made. */
  note(
    kind: string,
    secret: string | Buffer,
    home: string | null = null,
  ): void {
    if (Buffer.byteLength(secret) < SHORTEST_BYTES) {
      throw new Error(`A ${kind} of so few bytes would be found by chance.`);
    }
    const key = Buffer.from(secret).toString('hex');
    if (this.#bySecret.has(key)) return;
    const label = `${kind} #${String(this.#bySecret.size + 1)}`;
    this.#bySecret.set(key, { kind, label, secret, home });
  }

  /** A new secret text. */
  make(kind: string, home: string | null = null): string {
    const secret = `KWC-${randomBytes(18).toString('hex')}`;
    this.note(kind, secret, home);
    return secret;
  }

  /** 32 random bytes as Base64, noted as text and as bytes. */
  makeKey(kind: string, home: string | null = null): string {
    const bytes = randomBytes(32);
    this.note(kind, bytes, home);
    this.note(kind, bytes.toString('base64'), home);
    return bytes.toString('base64');
  }

  get canaries(): readonly Canary[] {
    return [...this.#bySecret.values()];
  }

  get kinds(): string[] {
    return [...new Set(this.canaries.map(({ kind }) => kind))];
  }
}
