import { control } from './control.mjs';

const restoreTest = 'apps/bff/test/restore/restore.test.ts';
const backupTest = 'packages/database/test/backup/backup.test.ts';
const connectTest = 'packages/database/test/connect.test.ts';
const migrateTest = 'packages/database/test/migrate.test.ts';
const roomTest = 'apps/bff/test/system/out-of-room.test.ts';
const operatorTest = 'apps/bff/test/system/operator-errors.test.ts';
const connect = 'packages/database/src/connect.ts';
const load = 'packages/database/src/backup/load-backup.ts';
const read = 'packages/database/src/backup/read-backup.ts';
const write = 'packages/database/src/backup/write-backup.ts';
const runServer = 'packages/database/src/embedded/run-server.ts';
const damagedTest = 'packages/database/test/embedded/damaged.test.ts';
const lasting =
  'what is committed is on the disk, and a damaged database is left as it is and said to be damaged with what to do';
const atStart = 'apps/bff/src/refuse-at-start.ts';
const settle = 'apps/bff/src/restore/settle-restored.ts';

const repeats =
  'repeats nothing of what was under way when it was backed up, says so, and goes on';
const refused = (how) =>
  `is refused when it is one ${how}, and nothing changes`;
const said = (what) => `is said in one line within three seconds: ${what}`;

/** Database, disk, files, backups and those who run the console. */
export const operationControls = [
  control(
    'F34',
    'tasks of a restored database do not go on',
    [
      [
        settle,
        'await parkRestoredTasks(journal, hooks)',
        'hooks === null ? await parkRestoredTasks(journal, hooks) : 2',
      ],
    ],
    [restoreTest, repeats],
  ),
  control(
    'F34',
    'also tasks that were only queued',
    [
      [
        'packages/task-engine/src/park-restored.ts',
        "['queued', 'running']",
        "['running']",
      ],
    ],
    [restoreTest, repeats],
  ),
  control(
    'F34',
    'approved changes that wait start no task after a restore',
    [[settle, "state = 'approved'", 'false']],
    [restoreTest, repeats],
  ),
  control(
    'F34',
    'sessions are not restored',
    [['apps/bff/src/restore/momentary-tables.ts', "  'session',\n", '']],
    [restoreTest, repeats],
  ),
  control(
    'F34',
    'one moment for all tables',
    [[write, 'isolation level repeatable read, read only', 'read only']],
    [backupTest, 'sees every table at the same moment'],
  ),
  control(
    'F34',
    'the end of a backup is wanted',
    [
      [read, '  if (!reading.isWhole)', '  if (reading === null)'],
      [
        load,
        "    if (totals === null) throw new BackupError('The backup was cut off.');\n    return totals;",
        '    return totals ?? { tables: 0, rows: 0 };',
      ],
    ],
    [backupTest, refused('without its end')],
  ),
  control(
    'F34',
    'what a table held is compared with its hash',
    [
      [read, "        note['sha256'] !== hash\n", '        hash === name\n'],
      [
        read,
        "note['sha256'] !== this.whole.copy().digest('hex')",
        "note['sha256'] === ''",
      ],
    ],
    [backupTest, refused('with another word')],
  ),
  control(
    'F34',
    'a database in use is left alone',
    [[load, '  await refuseWhileInUse(session);\n', '']],
    [backupTest, 'is refused by a database that somebody uses'],
  ),
  control(
    'F34',
    'a database that holds something is left alone',
    [[load, 'if (!options.replace)', 'if (options.replace)']],
    [backupTest, 'is refused where something is, unless that is to go'],
  ),
  control(
    'F21',
    'a connection that ends while it is used has a listener',
    [[connect, "client.on('error', () => undefined)", 'client']],
    [
      connectTest,
      'that the server ends in the middle of a transaction costs that transaction only',
    ],
  ),
  control(
    'F21',
    'a statement that takes too long is given up',
    [[connect, 'statement_timeout: statementMs', 'statement_timeout: 0']],
    [connectTest, 'gives a statement up that takes too long'],
  ),
  control(
    'F4',
    'every commit waits for the disk',
    [
      [
        'packages/database/src/embedded/settings.ts',
        "synchronous_commit: 'on'",
        "synchronous_commit: 'off'",
      ],
    ],
    [damagedTest, lasting],
  ),
  control(
    'F33',
    'some descriptors are kept back from clients',
    [
      [
        'apps/bff/src/http/listen.ts',
        'server.maxConnections = mostConnections();',
        'server.maxConnections = MOST_CONNECTIONS;\n  mostConnections();',
      ],
    ],
    [
      roomTest,
      'that runs out of descriptors lets clients go, keeps its database, and recovers',
    ],
  ),
  control(
    'F22',
    'damage of the database is told from other trouble',
    [[runServer, 'DAMAGE_CODES.includes(code)', "code === ''"]],
    [damagedTest, lasting],
  ),
  control(
    'F23',
    'a newer schema is refused',
    [
      [
        'packages/database/src/migrate.ts',
        '  if (unknown === undefined) return;',
        '  if (unknown !== null) return;',
      ],
    ],
    [
      migrateTest,
      'refuses a database that a newer version has used, and leaves it alone',
    ],
  ),
  control(
    'F20',
    'a log that cannot be written',
    [
      [
        'apps/bff/src/main.ts',
        "  lines.on('error', () => undefined);\n  process.stdout.on('error', () => undefined);\n",
        '',
      ],
    ],
    [roomTest, 'whose log cannot be written goes on answering'],
  ),
  control(
    'F40',
    'a taken port is found before anything is started',
    [[atStart, '  await refuseTakenPort(config.host, config.port);\n', '']],
    [operatorTest, said('a port that another program has')],
  ),
  control(
    'F40',
    'a data directory that cannot be written',
    [[atStart, '  await refuseUnwritable(config.dataDir);\n', '']],
    [operatorTest, said('a data directory below a file')],
  ),
  control(
    'F35',
    'the old key opens while a rotation is under way',
    [
      [
        'packages/secrets/src/key-files.ts',
        'all: [own, ...others].filter',
        'all: [own, ...others.slice(others.length)].filter',
      ],
    ],
    [
      'apps/bff/test/key-custody/rotation-killed.test.ts',
      'a rotation killed again and again leaves everything readable, and ends when it is run once more',
    ],
  ),
  control(
    'F36',
    'an identity provider that is away is said to be away',
    [
      [
        'apps/bff/src/oidc/organisation-sign-in.ts',
        "if (error instanceof IdentityProviderAway) return 'away';",
        'if (error instanceof IdentityProviderAway) throw error;',
      ],
    ],
    [
      'apps/bff/test/oidc/faults.test.ts',
      'says so, keeps whoever is signed in, lets local accounts in, and works again when it is back',
    ],
  ),
];
