import { control } from './control.mjs';

const eventHub = 'apps/bff/src/live/event-hub.ts';
const eventStream = 'apps/bff/src/live/event-stream.ts';
const framesTest = 'apps/bff/test/live/frames.test.ts';
const faultsTest = 'apps/bff/test/live/faults.test.ts';
const slowReadersTest = 'apps/bff/test/live/slow-readers.test.ts';

/** What keeps the event stream whole, small and for those who may see it. */
export const streamControls = [
  control(
    'F24',
    'a stretch that is shared begins where its reader stands',
    [
      [
        'apps/bff/src/live/replays.ts',
        'const key = `${audience} ${completeness} ${String(after)}`;',
        'const key = audience;',
      ],
    ],
    [
      faultsTest,
      'continues after what its reader has, each event exactly once',
    ],
  ),
  control(
    'F24',
    'events are numbered in the order in which they become visible',
    [
      [
        'packages/database/src/journal.ts',
        'await sql`select pg_advisory_xact_lock(${JOURNAL_LOCK})`.execute(tx);',
        'await sql`select pg_advisory_lock(${JOURNAL_LOCK})`.execute(tx);\n  await sql`select pg_advisory_unlock(${JOURNAL_LOCK})`.execute(tx);',
      ],
    ],
    [
      framesTest,
      'lose nothing when the one that was numbered first commits last',
    ],
  ),
  control(
    'F24',
    'progress before a state is kept',
    [
      [
        'apps/bff/src/live/latest-progress.ts',
        'else overtaken.delete(subject);',
        '',
      ],
    ],
    [
      'apps/bff/src/live/latest-progress.test.ts',
      'leaves everything that is not progress, and the progress before it',
    ],
  ),
  control(
    'F25',
    'one replay for all who ask for the same',
    [
      [
        'apps/bff/src/live/replays.ts',
        'if (known !== undefined) return known;',
        'if (known === null) return known;',
      ],
    ],
    [faultsTest, 'cost one replay, and get each event once'],
  ),
  control(
    'F26',
    'a fresh read where events are no longer kept',
    [
      [
        'apps/bff/src/live/replays.ts',
        'if (last === undefined || events[0]?.seq !== after + 1) return null;',
        'if (last === undefined) return null;',
      ],
    ],
    [
      faultsTest,
      'starts afresh wherever it cannot continue, and never with an error',
    ],
  ),
  control(
    'F27',
    'a short queue for a slow reader',
    [
      [
        eventStream,
        'if (waiting > 0 && waiting + bytes.length > this.#limits.maxBufferedBytes) {',
        'if (waiting < 0) {',
      ],
    ],
    [
      slowReadersTest,
      'and then take again catch up on the same stream, with the newest progress only',
    ],
  ),
  control(
    'F27',
    'a reader that takes nothing is let go',
    [
      [
        eventStream,
        'const stalled = setTimeout(() => this.drop(), this.#limits.stallMs);',
        'const stalled = setTimeout(() => undefined, this.#limits.stallMs);',
      ],
    ],
    [
      slowReadersTest,
      'have a short queue, are let go, cost the others nothing, and continue later',
    ],
  ),
  control(
    'F28',
    'no proxy collects a stream',
    [[eventHub, "  'X-Accel-Buffering': 'no',\n", '']],
    [
      'apps/bff/test/live/proxies.test.ts',
      'carries a quiet stream for as long as it is open, and each event at once',
    ],
  ),
  control(
    'B10',
    'a role that is taken away changes an open stream',
    [[eventHub, 'else review(stream, permissions);', '']],
    [
      framesTest,
      'changes what an open stream shows, and asks for a fresh read',
    ],
  ),
];
