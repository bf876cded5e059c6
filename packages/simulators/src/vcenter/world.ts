import type { SimulatorContext, SimulatorStore } from '../host/index.ts';
import type { Personality } from './personality.ts';
import type { SessionTable } from './session-table.ts';
import type { VcenterState } from './state.ts';

/** What every route of one simulated vCenter works with. */
export interface World {
  readonly context: SimulatorContext;
  readonly personality: Personality;
  readonly store: SimulatorStore<VcenterState>;
  readonly sessions: SessionTable;
}
