export {
  startEstate,
  type StartedEstate,
  type StartEstateOptions,
} from './estate/start-estate.ts';
export {
  estatePath,
  estateSchema,
  type Estate,
  type SimulatorEntry,
} from './estate/estate-file.ts';
export {
  createControlClient,
  type ControlClient,
} from './estate/control-client.ts';
export type * from './host/simulator.ts';
