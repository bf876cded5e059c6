/**
 * Why something could not be delivered, in a few words of ours: kept and logged, so nothing that a server answered is
 * in it beyond its status.
 */
export class DeliveryProblem extends Error {
  override readonly name = 'DeliveryProblem';
  /** Trying again cannot help: the recipient or the channel is gone. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** A failure of the network or a library, by its code alone. */
export function asDeliveryProblem(error: unknown): DeliveryProblem {
  if (error instanceof DeliveryProblem) return error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string'
      ? error.code
      : null;
  return new DeliveryProblem(
    code !== null && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'not delivered',
  );
}
