import { permissionsOf, type Role } from '@keyward/contract';
import { connectDatabase, type Database } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { pino } from 'pino';

import { createProblemSender } from '../../src/http/send-problem.ts';
import {
  createEventHub,
  type EventHub,
  type EventHubParts,
} from '../../src/live/event-hub.ts';
import type { Caller } from '../../src/people/caller.ts';
import { makeCaller } from './make-caller.ts';
import { openReader, type Reader, type ReaderOptions } from './reader.ts';

type HubOptions = Partial<Omit<EventHubParts, 'log'>>;

interface Running {
  hub: EventHub;
  port: number;
  /** Opens a stream as `caller`; somebody new when left out. */
  read: (options?: ReaderOptions, caller?: Caller) => Promise<Reader>;
  /** Takes the roles of somebody away and gives others. */
  makeThem: (caller: Caller, role: Role) => void;
  /** The longest queue that a reader has in this process, in bytes. */
  mostQueuedBytes: () => number;
  /** Forgets who came, as a test that opens many streams must. */
  forget: () => void;
  /** Cuts every connection as a network would. */
  cut: () => void;
  stop: () => Promise<void>;
}

export interface Stage {
  db: Database;
  url: string;
  /** A hub behind a plain HTTP server, as if on a replica of its own. */
  run(options?: HubOptions): Promise<Running>;
  close(): Promise<void>;
}

export const ORIGIN = 'https://console.example';

/** A database with the console's tables, for hubs that share it. */
export async function openStage(): Promise<Stage> {
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const database = connectDatabase(testDatabase.url);
  const running: Running[] = [];
  return {
    db: database.db,
    url: testDatabase.url,
    async run(options = {}) {
      const started = await serve({
        pool: database.pool,
        connectionString: testDatabase.url,
        log: LOG,
        origins: [ORIGIN],
        ...options,
      });
      running.push(started);
      return started;
    },
    async close() {
      await Promise.all(running.map((each) => each.stop()));
      await database.close();
      await testDatabase.drop();
    },
  };
}

const ADMIN = permissionsOf(['security_admin']);
const LOG = pino({ level: 'silent' });

type ServeParts = Omit<EventHubParts, 'findLiveSessions'> & HubOptions;

async function serve(parts: ServeParts): Promise<Running> {
  const callers = new Map<string, Caller>();
  const hub = createEventHub({
    findLiveSessions: async (sids) =>
      new Map(sids.map((sid) => [sid, callers.get(sid)?.permissions ?? ADMIN])),
    ...parts,
  });
  const sendProblem = createProblemSender(LOG);
  const server = createServer((request, response) => {
    const caller = callers.get(String(request.headers['x-caller']));
    hub
      .handler(request, response, caller ?? makeCaller())
      .catch((error: unknown) =>
        sendProblem(request, response, error, 'request'),
      );
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port =
    typeof address === 'object' && address !== null ? address.port : 0;
  hub.start();
  return {
    hub,
    port,
    async read(options = {}, caller = makeCaller()) {
      callers.set(caller.sid, caller);
      return openReader(port, {
        ...options,
        headers: { ...options.headers, 'x-caller': caller.sid },
      });
    },
    makeThem(caller, role) {
      callers.set(caller.sid, {
        ...caller,
        permissions: permissionsOf([role]),
      });
    },
    mostQueuedBytes: () =>
      Math.max(0, ...[...sockets].map((socket) => socket.writableLength)),
    forget: () => callers.clear(),
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      await hub.close();
      server.closeAllConnections();
      if (server.listening) {
        server.close();
        await once(server, 'close');
      }
    },
  };
}
