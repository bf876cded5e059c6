/**
 * Addresses of the browser application's own pages, as its router has them (apps/web/src/app/router.tsx); a test holds
 * the two together. A part with a colon stands for any one part.
 */
const PAGES = [
  '/',
  '/account',
  '/audit',
  '/certificates',
  '/certificates/agenda',
  '/changes',
  '/changes/:id',
  '/changes/new',
  '/confirmed',
  '/connections',
  '/connections/:id',
  '/connections/new',
  '/estate',
  '/estate/:part',
  '/first-account',
  '/inbox',
  '/invitation',
  '/known-problems',
  '/known-problems/:id',
  '/people',
  '/people/:id',
  '/policy',
  '/sign-in',
  '/status',
  '/tasks',
  '/tasks/:id',
  '/wallboard',
] as const;

/** In any letter case and with or without a slash at the end, as the application reads them. */
const PAGE = new RegExp(
  `^(?:${PAGES.map((page) => page.replace(/:\w+/g, '[^/]+').replace(/\/$/, '')).join('|')})/?$`,
  'i',
);

/** Whether the application has a page at this path; whether that page has something to show is its own matter. */
export function isPageAddress(path: string): boolean {
  return PAGE.test(path);
}

/** What a program asks for; it is answered in JSON whatever it says it accepts. */
const API_PATH = /^\/(api|review|healthz|readyz|metrics)(\/|$)/;

export function isApiPath(path: string): boolean {
  return API_PATH.test(path);
}
