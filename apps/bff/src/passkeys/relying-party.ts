/** Who this console is for a passkey (WebAuthn Level 3, §4): keys made here work nowhere else. */
export interface RelyingParty {
  /** Host of the public address. */
  id: string;
  /** The public address; the only origin whose passkey answers count. */
  origin: string;
  /** What an authenticator shows people. */
  name: string;
}

export function relyingPartyAt(origin: string): RelyingParty {
  return { id: new URL(origin).hostname, origin, name: 'Keyward' };
}
