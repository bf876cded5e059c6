import type { Simulator, SimulatorContext } from '../host/simulator.ts';

export function createOntapSimulator(context: SimulatorContext): Simulator {
  return {
    name: context.name,
    kind: 'ontap',
    handle: () => ({ status: 404 }),
    tick() {},
    close() {},
  };
}
