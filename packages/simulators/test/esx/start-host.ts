import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createControlClient } from '../../src/index.ts';
import type { ControlClient, SimulatorEntry } from '../../src/index.ts';
import { createEsxSimulator } from '../../src/esx/index.ts';
import { startSimulator } from '../../src/estate/start-simulator.ts';
import type { EsxAuth } from '../../src/esx/sign-in.ts';

export interface SimulatedHost {
  entry: SimulatorEntry;
  control: ControlClient;
  stop(): Promise<void>;
}

/** One host with this way of signing in; the estate has only two of the three. It echoes secrets. */
export async function startHost(esxAuth: EsxAuth): Promise<SimulatedHost> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-host-'));
  const name = 'esx-test';
  const controlToken = 'control-token-of-a-test';
  const { entry, stop } = await startSimulator({
    dataDir,
    controlToken,
    kept: undefined,
    port: undefined,
    wrap: undefined,
    options: { taskSeconds: 0.3, sessionIdleSeconds: 60, echoSecrets: true },
    personality: {
      name,
      kind: 'esx',
      username: 'root',
      esxAuth,
      create: (context) => createEsxSimulator(context, esxAuth),
    },
    onRotated: () => undefined,
  });
  return {
    entry,
    control: createControlClient(
      { version: 1, controlToken, simulators: [entry] },
      name,
    ),
    async stop() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
