export type Pkcs12Reason =
  'password_needed' | 'password_wrong' | 'damaged' | 'unsupported';

/** Why a PKCS#12 file or an encrypted key cannot be opened. Never holds anything of its content or the password. */
export class Pkcs12Error extends Error {
  override readonly name = 'Pkcs12Error';
  readonly reason: Pkcs12Reason;

  constructor(reason: Pkcs12Reason) {
    super(`PKCS#12: ${reason}`);
    this.reason = reason;
  }
}
