import { say } from '@keyward/messages';

import { element } from './element.ts';

/** What stands in place of the console when its scripts cannot be fetched. */
export function missingApplication(): HTMLElement {
  const reload = element(
    'button',
    'kw-first-reload',
    say('app.reload-the-page'),
  );
  reload.addEventListener('click', () => {
    location.reload();
  });
  const box = element(
    'div',
    'kw-sign-in-box',
    element(
      'h1',
      'pf-v6-c-title pf-m-2xl',
      say('app.this-page-could-not-be-shown'),
    ),
    element(
      'p',
      '',
      navigator.onLine
        ? say('app.keyward-was-upgraded-or-cannot-be-reached')
        : say('app.this-browser-is-offline-and-the-page'),
    ),
    reload,
  );
  box.setAttribute('role', 'alert');
  return element('main', 'kw-sign-in', box);
}
