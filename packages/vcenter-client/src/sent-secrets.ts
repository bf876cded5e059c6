import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';

const MAX_KEPT = 32;

/**
 * Secrets this client has sent, so that no later answer can repeat one: an upstream task may echo in its description
 * what its request carried. Held in memory, for as long as the client lives.
 */
export class SentSecrets {
  #kept: Secret[] = [];

  remember(secrets: Iterable<Secret>): void {
    const fresh = [...secrets].filter(
      (secret) => !this.#kept.some((kept) => kept.equals(secret)),
    );
    this.#kept = [...this.#kept, ...fresh].slice(-MAX_KEPT);
  }

  /** Plain values, for `scrub` of the next request only. */
  values(): string[] {
    return this.#kept.map((secret) => reveal(secret));
  }
}
