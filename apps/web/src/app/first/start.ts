import 'virtual:first-frame.css';

import { applyLook } from '../colours.ts';
import { afterFirstFrame } from './after-first-frame.ts';
import { fetchConsole } from './fetch-console.ts';
import { firstFrame } from './first-frame.ts';
import { missingApplication } from './missing-application.ts';
import { readAhead } from './read-ahead.ts';
import { show } from './show.ts';
import { readVisit } from './visit.ts';
import { whatToDraw } from './what-to-draw.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');

const { mode, look } = readVisit();
applyLook(look);
const drawn = whatToDraw(location.pathname, mode);
const takeAway = show(firstFrame(drawn), root);
if (drawn.kind === 'console') {
  readAhead(drawn.isHome);
  fetchConsole();
}
afterFirstFrame(() => {
  import('../main.tsx').catch(() => {
    takeAway();
    root.replaceChildren(missingApplication());
  });
});
