import type { Problem } from '@keyward/contract';

import { type Html, html } from './html.ts';
import { pageShell } from './page-shell.ts';
import { PLAIN_PAGE_POLICY } from './page-style.ts';

export interface RefusedPage {
  policy: string;
  text: string;
}

/**
 * What a browser that asked for a page gets when it is refused: a page that says so. Null for requests that are no
 * page's. `target` is the request's path and query.
 */
export function refusalPage(
  method: string,
  target: string,
  problem: Problem,
): RefusedPage | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const path = target.split('?', 1)[0] ?? '';
  if (path !== '/review' && !path.startsWith('/review/')) return null;
  const content = html`<header>
      <p class="quiet">Keyward · page without scripts</p>
      <h1>${problem.title}</h1>
      ${problem.detail === undefined ? null : html`<p>${problem.detail}</p>`}
      ${adviceFor(problem, path)}
    </header>
    <footer>
      <p class="quiet">
        Code <code>${problem.code}</code> · request
        <code>${problem.requestId}</code>
      </p>
    </footer>`;
  return {
    policy: PLAIN_PAGE_POLICY,
    text: pageShell(problem.title, content),
  };
}

function adviceFor(problem: Problem, path: string): Html {
  if (problem.code === 'unauthenticated') {
    return html`<p>
        This page shows what an approval covers, to people who may see it.
        <a href="${signInTarget(path)}">Sign in to the console</a>, then open it
        again.
      </p>
      <p>
        Signed in already? A browser keeps the session to itself when the link
        was in a mail or on another site:
        <a href="${path}">open this page again</a>.
      </p>`;
  }
  if (problem.nextStep !== undefined) return html`<p>${problem.nextStep}</p>`;
  return html`<p><a href="/changes">All changes in the console</a></p>`;
}

const CHANGE_PAGE = /^\/review\/([0-9a-f-]{36})$/;

/** Sign-in leads to the same change in the console, which links back here. */
function signInTarget(path: string): string {
  const id = CHANGE_PAGE.exec(path)?.[1];
  return id === undefined
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(`/changes/${id}`)}`;
}
