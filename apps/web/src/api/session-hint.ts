const HINT = 'keyward-signed-in';

/**
 * Whether somebody may be signed in here. Scripts cannot see the session's cookie, and asking without one is answered
 * with a refusal that the browser logs as an error; so the console sets a second cookie beside it that says no more.
 */
export function mayBeSignedIn(): boolean {
  return document.cookie.split('; ').includes(`${HINT}=1`);
}

/** The console has said that nobody is. */
export function forgetSessionHint(): void {
  document.cookie = `${HINT}=; Path=/; SameSite=Strict; Max-Age=0`;
}
