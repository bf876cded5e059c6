import type { Mode } from '../config.ts';
import type { Handlers, Reply } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { sessionCookies } from '../http/session-cookie.ts';
import {
  attemptCookie,
  clearedAttemptCookie,
  readAttemptCookie,
} from '../oidc/attempt-cookie.ts';
import { donePage, type Page, refusedPage } from '../oidc/oidc-page.ts';
import type { OrganisationSignIn } from '../oidc/organisation-sign-in.ts';
import { SESSION_HOURS } from '../people/sessions.ts';
import { PLAIN_PAGE_POLICY } from '../review-page/page-style.ts';

export interface OidcRouteParts {
  mode: Mode;
  /** The organisation's identity provider, where one is configured. */
  oidc: OrganisationSignIn | null;
}

/** Going to the identity provider and coming back. Both are navigations, so both answer people. */
export function oidcRoutes(
  parts: OidcRouteParts,
): Pick<Handlers, 'startOidc' | 'finishOidc'> {
  const { mode, oidc } = parts;
  return {
    async startOidc({ query, cookie, origin, looksOnly }) {
      if (oidc === null) throw new Refusal('not_found');
      if (looksOnly) return { status: 204 };
      const { purpose, returnTo } = query;
      const started = await oidc.start({
        purpose,
        returnTo,
        sessionToken: cookie,
        origin,
      });
      if (started.kind === 'none') {
        return pageReply(refusedPage(started.because, origin.requestId));
      }
      return {
        headers: {
          Location: started.location,
          'Set-Cookie': attemptCookie(mode, started.attempt),
        },
      };
    },
    async finishOidc({ query, cookies, device, origin, looksOnly }) {
      if (oidc === null) throw new Refusal('not_found');
      if (looksOnly) return { status: 204 };
      const { outcome, returnTo } = await oidc.finish({
        query,
        attempt: readAttemptCookie(mode, cookies),
        device,
        origin,
      });
      if (outcome.kind === 'none') {
        // The cookie stays: an answer that was none of this attempt's must not end it.
        return pageReply(refusedPage(outcome.because, origin.requestId));
      }
      const { token } = outcome;
      return pageReply(donePage(returnTo), [
        clearedAttemptCookie(mode),
        ...(token === null
          ? []
          : sessionCookies(mode, token, SESSION_HOURS * 3600)),
      ]);
    },
  };
}

function pageReply(
  { status, text }: Page,
  cookies: string[] = [],
): Reply<'startOidc'> & Reply<'finishOidc'> {
  return {
    status,
    text: { type: 'text/html; charset=utf-8', content: text },
    headers: {
      'Content-Security-Policy': PLAIN_PAGE_POLICY,
      ...(cookies.length === 0 ? {} : { 'Set-Cookie': cookies }),
    },
  };
}
