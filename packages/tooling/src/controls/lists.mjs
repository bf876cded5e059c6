import { control } from './control.mjs';

const sinksTest = 'apps/bff/test/audit-sinks/sinks.test.ts';
const retentionTest = 'apps/bff/test/retention/forget-old-events.test.ts';
const cursor = 'apps/bff/src/audit-sinks/sink-cursor.ts';
const fileSink = 'apps/bff/src/audit-sinks/file-sink.ts';

/** The audit log beyond the database, and lists that stay bounded. */
export const listControls = [
  control(
    'F37',
    'only who holds the lease moves a sink’s cursor',
    [
      [
        cursor,
        ".where('lease_owner', '=', owner)\n    .where('after_seq', '=', from)",
        ".where('after_seq', '=', from)",
      ],
    ],
    [sinksTest, 'is not moved on by a replica that was paused while it sent'],
  ),
  control(
    'F37',
    'what a file holds is read from the file',
    [
      [
        fileSink,
        'held: () => withFile(path, lastRow),',
        'held: () => Promise.resolve(null),',
      ],
    ],
    [
      sinksTest,
      'has no row twice and no half one after a kill between writing and remembering',
    ],
  ),
  control(
    'F37',
    'half a line is taken away',
    [[fileSink, 'if (end < tail.length) await file.truncate(from + end);', '']],
    [
      sinksTest,
      'has no row twice and no half one after a kill between writing and remembering',
    ],
  ),
  control(
    'F37',
    'a row of the same number is not the same row',
    [[cursor, 'return row?.hash === hash;', 'return row !== undefined;']],
    [
      sinksTest,
      'goes on with the rows of a restored log, whatever numbers it has seen',
    ],
  ),
  control(
    'F37',
    'a receiver’s certificate is checked',
    [
      [
        'apps/bff/src/audit-sinks/syslog-sink.ts',
        "minVersion: 'TLSv1.2',",
        "minVersion: 'TLSv1.2', rejectUnauthorized: false,",
      ],
    ],
    [sinksTest, 'with a certificate of somebody else gets nothing'],
  ),
  control(
    'F37',
    'one sink that fails holds up no other',
    [
      [
        'apps/bff/src/audit-sinks/sink-worker.ts',
        'const loops = parts.sinks.map((sink) => follow(parts, sink, stopping.signal));',
        'const loops = [parts.sinks[0]].map((sink) => follow(parts, sink, stopping.signal));',
      ],
    ],
    [sinksTest, 'that cannot be written fails alone'],
  ),
  control(
    'F26',
    'the newest events are kept however old they are',
    [
      [
        'apps/bff/src/retention/forget-old-events.ts',
        'and seq <= (select max(seq) from event) - ${kept}',
        'and seq <= (select max(seq) from event) - ${kept} * 0',
      ],
    ],
    [
      retentionTest,
      'never forgets what streams are replayed from, nor the number of the newest',
    ],
  ),
];
