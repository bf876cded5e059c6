import { fault } from './fault.mjs';

const faults = 'apps/bff/test/live/faults.test.ts';

/**
 * Readers of the event stream, and what a long run costs.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const STREAM_FAULTS = [
  fault('F24', 'a stream that is torn again and again', {
    files: [faults],
    only: 'continues after what its reader has',
    figures: ['F24 times torn', 'F24 events lost', 'F24 events twice'],
  }),
  fault('F25', 'a reader that comes back after ten thousand events', {
    files: [faults],
    only: 'replays a long past soon',
    figures: ['F25 replay, ms', 'F25 replay, MB', 'F25 p95 of others, ms'],
  }),
  fault('F26', 'a place to continue from that is none', {
    files: [faults],
    only: 'starts afresh wherever it cannot continue',
    figures: ['F26 places that are none'],
  }),
  fault('F27', 'readers that take nothing', {
    files: ['apps/bff/test/live/slow-readers.test.ts'],
    figures: [
      'F27 slow readers let go',
      'F27 others who got everything',
      'F27 longest queue, kB',
    ],
  }),
  fault('F28', 'a proxy that collects and loses patience', {
    files: ['apps/bff/test/live/proxies.test.ts'],
    figures: [
      'F28 alive behind the proxy, s',
      'F28 event behind the proxy, ms',
    ],
  }),
  // Memory of the whole console for half an hour: npm run bench:soak.
  fault('F32', 'thousands of streams that come and go', {
    files: ['apps/bff/test/live/left-streams.test.ts'],
    figures: ['F32 kept of a stream that is over, bytes'],
  }),
];
