import { fault } from './fault.mjs';

const SUBMITTING = 'apps/bff/test/target-faults/submitting.test.ts';
const FOLLOWING = 'apps/bff/test/target-faults/following.test.ts';
const SEVERAL = 'apps/bff/test/target-faults/several-servers.test.ts';
const NAMES = 'apps/bff/test/target-faults/name-service.test.ts';
const HOSTILE = 'apps/bff/test/hostile/upstream.test.ts';

/**
 * What targets do to a task: silence, refusals, garbage, forgetting.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const TARGET_FAULTS = [
  fault('F5', 'the target fails while it gets the change', {
    files: [SUBMITTING],
    only: 'answers with an error of its own',
    figures: ['F5 honest after 500, 502 and 504'],
  }),
  fault('F6', 'the target is busy', {
    files: [SUBMITTING, 'packages/upstream-http/src/retry-after.test.ts'],
    only: 'busy|Retry-After',
    figures: ['F6 waited for, then done once', 'F6 absurd time, s'],
  }),
  fault('F7', 'the session ends while a task is followed', {
    files: [FOLLOWING],
    only: 'a session that ends',
    figures: [
      'F7 sign-ins for an ended session',
      'F7 sign-ins at a target that refuses',
    ],
  }),
  fault('F8', 'the target refuses', {
    files: [SUBMITTING],
    only: 'refuses it ends it',
    figures: ['F8 refusals that end it'],
  }),
  fault('F9', 'the connection breaks around the change', {
    files: [SUBMITTING],
    only: 'breaks the connection',
    figures: ['F9 honest after a broken connection'],
  }),
  fault('F10', 'the target keeps the console waiting', {
    files: [FOLLOWING],
    only: 'keeps the console waiting',
    figures: ['F10 silences survived', 'F10 sockets left over'],
  }),
  fault('F11', 'the target answers with garbage', {
    files: [FOLLOWING, SUBMITTING],
    only: 'garbage',
    figures: [
      'F11 garbage survived',
      'F11 memory grown, MB',
      'F11 honest after garbage',
    ],
  }),
  fault('F12', 'the target forgets its task', {
    files: [SUBMITTING],
    only: 'forgets',
    figures: ['F12 honest about a forgotten task'],
  }),
  fault('F13', 'progress that lies', {
    files: [FOLLOWING, HOSTILE],
    only: 'whose progress lies|99 per cent',
    figures: ['F13 counts that lied'],
  }),
  fault('F14', 'the target does a part of a change', {
    files: [SEVERAL],
    only: 'part by part',
    figures: ['F14 partial answers told truly'],
  }),
  fault('F17', 'the replica that asks a target is gone', {
    files: ['apps/bff/test/polling/replicas.test.ts'],
    figures: ['F17 poller taken over, ms'],
  }),
  fault('F39', 'a target that does not answer any more', {
    files: [FOLLOWING, 'apps/bff/src/upstream-calls/call-gate.test.ts'],
    only: 'pause|closes',
    figures: ['F39 calls before the pause'],
  }),
  fault('F39', 'the name server fails', {
    files: [NAMES],
    figures: [
      'F39 silent name server, s',
      'F39 unknown name, s',
      'F39 look-ups before the pause',
      'F39 back by itself after, s',
      'F39 names that came and went',
    ],
  }),
];
