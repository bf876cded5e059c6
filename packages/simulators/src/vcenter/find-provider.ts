import type { SimulatedProvider, VcenterState } from './state.ts';

/** A key provider by cluster and name; sentinels are found like any other. */
export function findProvider(
  state: VcenterState,
  cluster: string,
  provider: string,
): SimulatedProvider | undefined {
  return state.trustAuthorityClusters
    .find((candidate) => candidate.id === cluster)
    ?.providers.find((candidate) => candidate.name === provider);
}
