import { openSecret } from './secret.ts';
import type { Secret } from './secret.ts';

const PLACEHOLDER_KEY = '$secret';

/** The plain text of a secret, for the moment it is sent to its target. */
export function reveal(secret: Secret): string {
  return openSecret(secret);
}

/** A frozen body names a secret that was not supplied, or a placeholder is not exactly `{"$secret": "<pointer>"}`. */
export class SecretPlaceholderError extends Error {
  override readonly name = 'SecretPlaceholderError';
  readonly pointer: string | null;

  constructor(message: string, pointer: string | null) {
    super(message);
    this.pointer = pointer;
  }
}

/**
 * A copy of a frozen JSON body with every `{"$secret": pointer}` replaced by its plain text.
 * Nothing else is touched, so what goes out is what was approved.
 *
 * @throws SecretPlaceholderError when a secret is missing or a placeholder carries other members.
 */
export function revealBody(
  body: unknown,
  secrets: ReadonlyMap<string, Secret>,
): unknown {
  if (Array.isArray(body)) return body.map((item) => revealBody(item, secrets));
  if (typeof body !== 'object' || body === null) return body;
  if (Object.hasOwn(body, PLACEHOLDER_KEY)) {
    return revealPlaceholder(body, secrets);
  }
  // fromEntries defines members instead of assigning them, so a `__proto__` member stays a plain member.
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      revealBody(value, secrets),
    ]),
  );
}

function revealPlaceholder(
  placeholder: object,
  secrets: ReadonlyMap<string, Secret>,
): string {
  const members = Object.entries(placeholder);
  const pointer: unknown = members[0]?.[1];
  if (members.length !== 1 || typeof pointer !== 'string') {
    throw new SecretPlaceholderError(
      'A secret placeholder must hold a pointer and nothing else.',
      null,
    );
  }
  const secret = secrets.get(pointer);
  if (secret === undefined) {
    throw new SecretPlaceholderError(
      `The secret for ${pointer} was not supplied.`,
      pointer,
    );
  }
  return openSecret(secret);
}
