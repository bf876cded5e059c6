import 'virtual:first-frame.css';

import { applyLook } from '../colours.ts';
import { afterFirstFrame } from './after-first-frame.ts';
import { fetchFiles } from './fetch-files.ts';
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
afterFirstFrame(() => {
  fetchFiles('application');
  if (drawn.kind === 'console') {
    fetchFiles('console');
    readAhead(drawn.isHome);
  }
  import('../main.tsx').catch(() => {
    takeAway();
    root.replaceChildren(missingApplication());
  });
});
