import { setTimeout as delay } from 'node:timers/promises';

import { isProcessAlive } from './process-identity.ts';
import type { RunningServer } from './run-server.ts';
import { stopPostmaster } from './stop-postmaster.ts';

export type KeptServer = {
  pid(): number;
  /** Ends the server and the keeping; safe to call twice. */
  stop(): Promise<void>;
};

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const adoptedCheckMs = 1_000;

/**
 * Starts the server again whenever it ends unasked: killed for its memory, say. What was committed is there again
 * after its own recovery, and the connections of a pool come back by themselves because the port stays.
 */
export function keepRunning(
  first: RunningServer,
  start: () => Promise<RunningServer>,
  log: (line: string) => void,
): KeptServer {
  let server = first;
  let isStopping = false;
  let restarting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;

  async function restart(): Promise<void> {
    for (let pause = firstPauseMs; !isStopping;) {
      try {
        server = await startAtSamePort();
        log(`PostgreSQL runs again (process ${server.pid})`);
        watch();
        return;
      } catch (error) {
        log(
          `PostgreSQL could not be started again: ${error instanceof Error ? error.message : 'unknown reason'}`,
        );
        await delay(pause, undefined, { ref: false });
        pause = Math.min(pause * 2, longestPauseMs);
      }
    }
  }

  /** Everybody who is connected knows this port only. */
  async function startAtSamePort(): Promise<RunningServer> {
    const again = await start();
    if (again.port === first.port) return again;
    await stopPostmaster(again.pid);
    throw new Error(`another program took its port ${first.port}`);
  }

  function watch(): void {
    const watched = server;
    void ended(watched, () => isStopping).then((words) => {
      if (isStopping || server !== watched) return;
      log(`PostgreSQL ended unexpectedly: ${words}`);
      restarting = restart();
    });
  }

  async function stop(): Promise<void> {
    isStopping = true;
    await restarting;
    await stopPostmaster(server.pid);
  }

  watch();
  return { pid: () => server.pid, stop: () => (stopped ??= stop()) };
}

/** An adopted server is nobody's child here, so it is looked at. */
async function ended(
  server: RunningServer,
  isStopping: () => boolean,
): Promise<string> {
  if (server.exited !== undefined) return server.exited;
  while (!isStopping() && isProcessAlive(server.pid)) {
    await delay(adoptedCheckMs, undefined, { ref: false });
  }
  return 'its process is gone';
}
