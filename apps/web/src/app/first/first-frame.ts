import { say } from '@keyward/messages';

import type { HintedMode } from '../../api/session-hint.ts';
import { MARK_SHAPES } from '../shell/mark-shapes.ts';
import { element } from './element.ts';
import type { Drawn } from './what-to-draw.ts';

const SVG = 'http://www.w3.org/2000/svg';

function mark(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'kw-mark-svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('fill', 'none');
  for (const { className, d } of MARK_SHAPES) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', className);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function logo(): HTMLImageElement {
  const picture = document.createElement('img');
  picture.src = '/keyward.svg';
  picture.alt = '';
  picture.width = 40;
  picture.height = 40;
  return picture;
}

/** As pages/sign-in draws it, up to where its form begins. */
function signInFrame(): HTMLElement {
  return element(
    'div',
    'kw-sign-in',
    element(
      'div',
      'kw-sign-in-box',
      logo(),
      element(
        'div',
        'pf-v6-c-title pf-m-2xl',
        say('sign-in.sign-in-to-keyward'),
      ),
      element(
        'p',
        'kw-subtle',
        say('sign-in.four-eyes-changes-for-key-management-on'),
      ),
      element('div', 'kw-first-form'),
    ),
  );
}

function masthead(): HTMLElement {
  const name = element('span', '', say('shell.keyward'));
  return element(
    'div',
    'pf-v6-c-masthead pf-m-display-inline',
    element(
      'div',
      'pf-v6-c-masthead__main',
      element('span', 'pf-v6-c-masthead__toggle kw-first-toggle'),
      element(
        'div',
        'pf-v6-c-masthead__brand',
        element('span', 'pf-v6-c-masthead__logo kw-brand', mark(), name),
      ),
    ),
    element('div', 'pf-v6-c-masthead__content'),
  );
}

/** Title of the home page, and the sentence below it. */
function homeHeading(): HTMLElement {
  return element(
    'div',
    'pf-v6-c-page__main-section kw-page-head',
    element(
      'div',
      'kw-page-head-row',
      element(
        'div',
        'kw-page-head-text',
        element(
          'div',
          'pf-v6-c-title pf-m-2xl kw-page-title',
          say('home.what-needs-you-now'),
        ),
        element(
          'div',
          'kw-page-description',
          element('span', 'kw-lead', say('home.keeps-itself-up-to-date')),
        ),
      ),
    ),
  );
}

function consoleFrame(mode: HintedMode, isHome: boolean): HTMLElement {
  const main = element('div', 'pf-v6-c-page__main');
  if (mode === 'demo') {
    const words = say('shell.demo-mode-this-machine-only-simulated');
    main.append(element('div', 'pf-v6-c-banner kw-mode', words));
  }
  if (isHome) main.append(homeHeading());
  return element(
    'div',
    'pf-v6-c-page',
    masthead(),
    element('div', 'pf-v6-c-page__sidebar pf-m-expanded kw-first-sidebar'),
    element('div', 'pf-v6-c-page__main-container pf-m-fill', main),
  );
}

/** What is drawn before the application is here: the frame of the page with the words that are always in it. */
export function firstFrame(drawn: Drawn): HTMLElement | null {
  if (drawn.kind === 'nothing') return null;
  const frame =
    drawn.kind === 'console'
      ? consoleFrame(drawn.mode, drawn.isHome)
      : signInFrame();
  const place = element('div', '', frame);
  place.id = 'first';
  // Nobody can use it yet, so nobody is told of it but who sees it.
  place.ariaHidden = 'true';
  place.inert = true;
  return place;
}
