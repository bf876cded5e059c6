import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The way from a console to its database, which a test can disturb. */
export interface DatabaseLine {
  /** The address to give to the console. */
  url: string;
  /** Ends what is connected and takes nobody, as a server that is down. */
  cut(): void;
  /** Keeps connections and carries nothing, as a host that has vanished or a network that lost its way. */
  hold(): void;
  /** Carries on, for those who are still connected and for those who come. */
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line to the server of `databaseUrl` on a port of its own. */
export async function openDatabaseLine(
  databaseUrl: string,
): Promise<DatabaseLine> {
  const there = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'held' = 'open';
  const carry = ([near, far]: readonly [Socket, Socket]): void => {
    near.pipe(far);
    far.pipe(near);
  };
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(there.port), there.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const end of pair) {
      end.on('error', () => undefined);
      end.once('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    if (state === 'open') carry(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : '');
  const cut = (): void => {
    state = 'cut';
    for (const [near] of pairs) near.destroy();
  };
  return {
    url: url.href,
    cut,
    hold() {
      state = 'held';
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    mend() {
      if (state === 'held') for (const pair of pairs) carry(pair);
      state = 'open';
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
