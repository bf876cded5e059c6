import type { SimulatorContext } from '../host/index.ts';
import type { VcenterState } from './state.ts';

/** One release and role of a simulated vCenter. */
export interface Personality {
  /** As the appliance prints it. */
  version: string;
  build: string;
  /** Releases `hello` agrees to. */
  apiReleases: string[];
  /** vSphere Trust Authority: 7.0 to 8.x. */
  hasTrustedInfrastructure: boolean;
  /** From 9.1. */
  hasRegisteredTokens: boolean;
  initialState(context: SimulatorContext): VcenterState;
}
