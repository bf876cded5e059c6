import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../host/journal.ts';
import { serveSimulator } from '../host/serve-simulator.ts';
import type {
  KeyServersOfEstate,
  Simulator,
  SimulatorOptions,
} from '../host/simulator.ts';
import { newSecret, type SimulatorEntry } from './estate-file.ts';
import { openIdentity, replaceIdentity } from './identity-files.ts';
import { openContext } from './open-context.ts';
import type { Personality } from './personalities.ts';

export interface StartSimulatorOptions {
  dataDir: string;
  controlToken: string;
  personality: Personality;
  /** What an earlier start kept. */
  kept: SimulatorEntry | undefined;
  port: number | undefined;
  options: SimulatorOptions;
  keyServers?: KeyServersOfEstate | undefined;
  /** Instead of the system's clock. */
  now?: (() => number) | undefined;
  wrap: ((simulator: Simulator) => Simulator) | undefined;
  onRotated(changed: { sha256: string; certificatePem: string }): void;
}

export interface StartedSimulator {
  entry: SimulatorEntry;
  stop: () => Promise<void>;
}

/** Starts one system of the estate with its kept port, key, account and state. */
export async function startSimulator(
  parts: StartSimulatorOptions,
): Promise<StartedSimulator> {
  const { personality, kept, options } = parts;
  const { name, kind, esxAuth } = personality;
  const folder = join(parts.dataDir, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const identity = await openIdentity(folder, name);
  const journal = new Journal();
  const credentials = {
    username: personality.username,
    password: kept?.password ?? newSecret(),
  };
  const { context, resetStores, closeStores } = openContext({
    name,
    folder,
    credentials,
    options,
    journal,
    keyServers: parts.keyServers,
    now: parts.now ?? Date.now,
  });
  const simulator = await personality.create(context);
  const served = await serveSimulator({
    simulator: parts.wrap?.(simulator) ?? simulator,
    identity,
    journal,
    controlToken: parts.controlToken,
    port: parts.port ?? kept?.port ?? 0,
    now: context.now,
    resetState: resetStores,
    async nextIdentity() {
      const next = await replaceIdentity(folder, name);
      parts.onRotated({
        sha256: next.sha256,
        certificatePem: next.certificatePem,
      });
      return next;
    },
  });
  return {
    entry: {
      name,
      kind,
      host: '127.0.0.1',
      port: served.port,
      sha256: identity.sha256,
      certificatePem: identity.certificatePem,
      ...credentials,
      ...(esxAuth && { esxAuth }),
    },
    async stop() {
      await served.stop();
      closeStores();
    },
  };
}
