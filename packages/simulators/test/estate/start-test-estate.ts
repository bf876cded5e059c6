import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createControlClient, startEstate } from '../../src/index.ts';
import type {
  ControlClient,
  Simulator,
  SimulatorEntry,
  SimulatorOptions,
  StartedEstate,
} from '../../src/index.ts';

export interface TestEstate {
  dataDir: string;
  started(): StartedEstate;
  entry(name: string): SimulatorEntry;
  control(name: string): ControlClient;
  /** Stops and starts again on the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestEstateOptions {
  only: readonly string[];
  options?: Partial<SimulatorOptions>;
  wrap?: (simulator: Simulator) => Simulator;
  /** Instead of the system's clock. */
  now?: () => number;
}

/** The named simulators in a temporary folder that goes away with `stop`. */
export async function startTestEstate({
  only,
  options,
  wrap,
  now,
}: TestEstateOptions): Promise<TestEstate> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-estate-'));
  const start = () =>
    startEstate({
      dataDir,
      only,
      options: { taskSeconds: 0.3, ...options },
      ...(wrap && { wrap }),
      ...(now && { now }),
    });
  let running = await start();

  function entry(name: string): SimulatorEntry {
    const found = running.estate.simulators.find(
      (simulator) => simulator.name === name,
    );
    if (!found) throw new Error(`${name} does not run in this estate`);
    return found;
  }

  return {
    dataDir,
    entry,
    started: () => running,
    control: (name) => createControlClient(running.estate, name),
    async restart() {
      await running.stop();
      running = await start();
    },
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
