import { control } from './control.mjs';

const eventFrame = 'apps/bff/src/live/event-frame.ts';
const eventHub = 'apps/bff/src/live/event-hub.ts';
const replayTest = 'apps/bff/test/live/replay.test.ts';
const streamsTest = 'apps/bff/test/live/streams.test.ts';

/** The event stream: who may have one, and what it carries. */
export const liveControls = [
  control(
    'B10',
    'no stream for another site',
    [
      [
        'apps/bff/src/live/stream-request.ts',
        "if (isForeign) throw new Refusal('csrf');",
        '',
      ],
    ],
    [
      'apps/bff/test/request-gate.test.ts',
      'opens no stream to a page of another site',
    ],
  ),
  control(
    'B10',
    'a stream ends with its session',
    [
      [
        eventHub,
        "if (permissions === undefined) stream.end('signed_out');",
        'if (permissions === undefined) continue;',
      ],
    ],
    [
      'apps/bff/test/people/sessions.test.ts',
      'answers 401 within a second and closes its streams within five',
    ],
  ),
  control(
    'B10',
    'events by permission',
    [
      [
        'apps/bff/src/live/audience.ts',
        "connection: 'connections:read',",
        "connection: 'tasks:read',",
      ],
    ],
    [streamsTest, 'shows the helpdesk no connection events'],
  ),
  control(
    'B10',
    'members that the contract names',
    [
      [
        eventFrame,
        'data: ${JSON.stringify(parsed.data)}',
        'data: ${JSON.stringify({ seq, at, type, subject, v, data })}',
      ],
    ],
    [
      replayTest,
      'keeps a hostile sentence inside one frame and drops members that the contract does not name',
    ],
  ),
  control(
    'B10',
    'one line for the data of an event',
    [
      [
        eventFrame,
        'data: ${JSON.stringify(parsed.data)}',
        "data: ${JSON.stringify(parsed.data).replaceAll('\\\\n', '\\n')}",
      ],
    ],
    [
      replayTest,
      'keeps a hostile sentence inside one frame and drops members that the contract does not name',
    ],
  ),
  control(
    'B10',
    'few streams of one person',
    [[eventHub, ' && own < maxStreamsPerPerson', '']],
    [
      streamsTest,
      'bounds the streams of one person and frees a place that is left',
    ],
  ),
];
