import { browserControls } from './browser.mjs';
import { consoleChangeControls } from './console-changes.mjs';
import { decisionControls } from './decisions.mjs';
import { gettingInControls } from './getting-in.mjs';
import { liveControls } from './live.mjs';
import { notificationControls } from './notifications.mjs';
import { organisationControls } from './organisation.mjs';
import { passkeyControls } from './passkeys.mjs';
import { readingControls } from './reading.mjs';
import { sessionControls } from './sessions.mjs';

/** Every control that is taken out, one area after the other. */
export const CONTROLS = [
  ...decisionControls,
  ...consoleChangeControls,
  ...readingControls,
  ...browserControls,
  ...sessionControls,
  ...gettingInControls,
  ...organisationControls,
  ...passkeyControls,
  ...liveControls,
  ...notificationControls,
];
