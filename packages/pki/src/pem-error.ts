export type PemReason =
  | 'empty'
  | 'too_large'
  | 'too_many_blocks'
  | 'no_pem'
  | 'bad_base64'
  | 'unterminated'
  | 'text_outside'
  | 'private_key'
  | 'not_a_certificate'
  | 'encrypted_key'
  | 'unsupported_key';

/** A pasted text is not what its field asks for. The message is a sentence for a person and never quotes the text. */
export class PemError extends Error {
  override readonly name = 'PemError';
  readonly reason: PemReason;

  constructor(reason: PemReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
