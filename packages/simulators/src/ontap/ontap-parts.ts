import { randomUUID } from 'node:crypto';
import type { RouteParameters } from '../host/router.ts';
import type {
  SimulatorAnswer,
  SimulatorContext,
  SimulatorRequest,
  SimulatorStore,
} from '../host/simulator.ts';
import { notFound } from './refusal.ts';
import type { KeyManagerState, OntapState } from './state.ts';

/** What every ONTAP handler works with. */
export interface OntapParts {
  context: SimulatorContext;
  store: SimulatorStore<OntapState>;
  /** Resolves after that many seconds; a refusal when the simulator closes meanwhile. */
  pause(seconds: number): Promise<void>;
}

export type OntapHandler = (
  parts: OntapParts,
  request: SimulatorRequest,
  parameters: RouteParameters,
) => SimulatorAnswer | Promise<SimulatorAnswer>;

/** @throws code 4 when the cluster has no such key manager. */
export function findKeyManager(
  state: OntapState,
  uuid: string | undefined,
): KeyManagerState {
  const found = state.keyManagers.find(
    (keyManager) => keyManager.uuid === uuid,
  );
  if (!found) throw notFound('uuid');
  return found;
}

export function newUuid(): string {
  return randomUUID();
}
