import {
  type KeyServers,
  startKeyServers,
} from '../key-servers/start-key-servers.ts';
import type { Simulator, SimulatorOptions } from '../host/simulator.ts';
import { readEstate, writeEstate, type Estate } from './estate-file.ts';
import { personalities } from './personalities.ts';
import { startSimulator, type StartedSimulator } from './start-simulator.ts';

export interface StartEstateOptions {
  /** Made when it is missing; holds estate.json, keys, accounts and state. */
  dataDir: string;
  options?: Partial<SimulatorOptions>;
  /** Ports by simulator name; otherwise the kept one, else a free one. */
  ports?: Record<string, number>;
  /** Start these systems only; the others keep their entries for a later start. */
  only?: readonly string[];
  /** Also start key servers that answer. */
  keyServers?: boolean;
  /** Puts something around each simulator, such as a recorder. */
  wrap?: (simulator: Simulator) => Simulator;
  /** Instead of the system's clock, in milliseconds since the epoch. */
  now?: () => number;
}

export interface StartedEstate {
  /** The systems that run now. */
  estate: Estate;
  /** May be called again. */
  stop: () => Promise<void>;
}

const defaults: SimulatorOptions = {
  taskSeconds: 3,
  sessionIdleSeconds: 1800,
  echoSecrets: false,
};

/**
 * Starts the simulated estate on loopback ports and writes `estate.json`.
 *
 * @throws a plain sentence when a kept port is taken or the folder is not an estate's.
 */
export async function startEstate(
  wanted: StartEstateOptions,
): Promise<StartedEstate> {
  const { dataDir } = wanted;
  const options = { ...defaults, ...wanted.options };
  const kept = readEstate(dataDir);
  const estate: Estate = {
    version: 1,
    controlToken: kept.controlToken,
    simulators: [],
  };
  const started: Pick<StartedSimulator, 'stop'>[] = [];
  let stopping: Promise<unknown> | undefined;
  const stop = async () => {
    stopping ??= Promise.all(started.map((simulator) => simulator.stop()));
    await stopping;
  };

  function save() {
    const running = new Set(estate.simulators.map(({ name }) => name));
    const resting = kept.simulators.filter(({ name }) => !running.has(name));
    writeEstate(dataDir, {
      ...estate,
      simulators: [...estate.simulators, ...resting],
    });
  }

  const keyServers = await keyServersOf(wanted, kept.keyServers?.port);
  if (keyServers) {
    const { host, port, names } = keyServers;
    started.push(keyServers);
    estate.keyServers = { host, port, names };
  }

  for (const personality of personalities) {
    const { name } = personality;
    if (wanted.only && !wanted.only.includes(name)) continue;
    try {
      const simulator = await startSimulator({
        dataDir,
        controlToken: estate.controlToken,
        personality,
        kept: kept.simulators.find((entry) => entry.name === name),
        port: wanted.ports?.[name],
        options,
        keyServers,
        wrap: wanted.wrap,
        now: wanted.now,
        onRotated(changed) {
          const entry = estate.simulators.find((other) => other.name === name);
          if (entry) Object.assign(entry, changed);
          save();
        },
      });
      started.push(simulator);
      estate.simulators.push(simulator.entry);
    } catch (error) {
      await stop();
      throw explain(name, error);
    }
  }
  save();
  return { estate, stop };
}

async function keyServersOf(
  { keyServers = false, dataDir }: StartEstateOptions,
  keptPort: number | undefined,
): Promise<KeyServers | undefined> {
  return keyServers ? startKeyServers(dataDir, keptPort) : undefined;
}

function explain(name: string, error: unknown): Error {
  const port = portInUse(error);
  if (port === undefined) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return new Error(
    `the simulator ${name} cannot listen on 127.0.0.1:${port}: another program, or another simulated estate, uses that port`,
    { cause: error },
  );
}

function portInUse(error: unknown): string | undefined {
  if (
    !(error instanceof Error) ||
    !('code' in error) ||
    error.code !== 'EADDRINUSE'
  ) {
    return undefined;
  }
  return 'port' in error ? String(error.port) : '?';
}
