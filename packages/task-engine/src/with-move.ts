import type { Move } from './move.ts';

/** An ending or delay together with what became of the intent: both are committed at once. */
export class WithMove extends Error {
  readonly move: Move;
  readonly error: unknown;
  constructor(move: Move, error: unknown) {
    super('A verdict with its intent.', { cause: error });
    this.name = 'WithMove';
    this.move = move;
    this.error = error;
  }
}
