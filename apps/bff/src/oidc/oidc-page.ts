import { type Html, html } from '../review-page/html.ts';
import { pageShell } from '../review-page/page-shell.ts';
import type { NoSession } from './outcome.ts';

interface Words {
  status: number;
  title: string;
  text: string;
  /** What to do now. */
  next: string;
}

const WORDS = {
  expired: {
    status: 400,
    title: 'This sign-in is over',
    text: 'It took too long, was used before, or was started in another browser or under another address of this console.',
    next: 'Start again from the sign-in page.',
  },
  not_accepted: {
    status: 400,
    title: 'The sign-in was not accepted',
    text: 'What came back from the identity provider did not pass the checks, so nobody was signed in.',
    next: 'Start again. If it happens again, tell whoever runs this console, with the request number below.',
  },
  declined: {
    status: 403,
    title: 'The identity provider did not sign you in',
    text: 'It was cancelled there, or your account there may not use this console.',
    next: 'Start again, or ask whoever runs the identity provider.',
  },
  away: {
    status: 502,
    title: 'The organisation’s sign-in does not answer',
    text: 'Whoever is signed in stays signed in, and local accounts still work.',
    next: 'Try again in a moment, or sign in with a local account.',
  },
  unavailable: {
    status: 503,
    title: 'The console cannot write down what happens',
    text: 'Without its log it lets nobody in, so nothing was done.',
    next: 'Try again in a moment. If it lasts, tell whoever runs this console.',
  },
  no_role: {
    status: 403,
    title: 'You have no role in this console',
    text: 'Your organisation knows you, but none of your groups has a role here.',
    next: 'Ask a security admin of this console which group you need, then sign in again.',
  },
  disabled: {
    status: 403,
    title: 'Your access is switched off',
    text: 'A security admin of this console has disabled you here.',
    next: 'Ask a security admin of this console.',
  },
  not_signed_in: {
    status: 401,
    title: 'You are not signed in any more',
    text: 'The session that this was started in has ended, so nothing was changed.',
    next: 'Sign in, then try again.',
  },
  another_person: {
    status: 403,
    title: 'That was somebody else',
    text: 'The account at the identity provider is not the one of the person signed in here, so nothing was confirmed.',
    next: 'Go back and confirm with your own account.',
  },
  not_asked_again: {
    status: 403,
    title: 'The identity provider did not ask again',
    text: 'It did not say that it has just asked who you are, so this proves nothing new.',
    next: 'Register a passkey under “Your account” and confirm with that.',
  },
  roles_changed: {
    status: 403,
    title: 'Your roles have changed',
    text: 'Your groups at the organisation are others than when you signed in, so your sessions have ended.',
    next: 'Sign in again.',
  },
  proof_needed: {
    status: 403,
    title: 'Confirm first that it is you',
    text: 'Another way to sign in is added only right after you have proved who you are.',
    next: 'Go to “Your account” and try again.',
  },
  belongs_to_another: {
    status: 409,
    title: 'This account belongs to another person here',
    text: 'An account of the organisation belongs to one person of this console only.',
    next: 'Ask a security admin of this console.',
  },
  sealed: {
    status: 503,
    title: 'The console is sealed',
    text: 'Its key-encryption key is missing or another one, so nothing can be changed here; people can sign in and read.',
    next: 'Try again once whoever runs this console has restored the key file.',
  },
  too_many: {
    status: 429,
    title: 'Too many sign-ins from your address',
    text: 'So that nobody can keep others out, each address has a limit.',
    next: 'Wait a minute and start again.',
  },
} as const satisfies Record<NoSession, Words>;

export interface Page {
  status: number;
  text: string;
}

/** Why there is no session, in words of ours only: nothing that the provider or the address bar said is repeated. */
export function refusedPage(because: NoSession, requestId: string): Page {
  const { status, title, text, next } = WORDS[because];
  return {
    status,
    text: pageShell(
      title,
      html`<header>
          <p class="quiet">Keyward</p>
          <h1>${title}</h1>
          <p>${text}</p>
          <p>${next}</p>
          <p><a href="/sign-in">To the sign-in page</a></p>
        </header>
        <footer>
          <p class="quiet">
            Code <code>${because}</code> · request <code>${requestId}</code>
          </p>
        </footer>`,
    ),
  };
}

/**
 * The page after a sign-in. It leads on by itself: the session's cookie is not sent along while the browser still comes
 * from the provider's site, and a redirect would be part of that journey. A page of ours starts a new one.
 *
 * @param path made by `localPath`
 */
export function donePage(path: string): Page {
  return {
    status: 200,
    text: pageShell(
      'Signed in',
      html`<header>
        ${onward(path)}
        <p class="quiet">Keyward</p>
        <h1>You are signed in</h1>
        <p><a href="${path}">Go on to the console</a></p>
      </header>`,
    ),
  };
}

function onward(path: string): Html {
  const content = `0;url=${path}`;
  return html`<meta http-equiv="refresh" content="${content}" />`;
}
