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
export { makeTlsIdentity, type TlsIdentity } from './host/identity.ts';
export type * from './host/simulator.ts';
export { KEY_MANAGERS as ONTAP_KEY_MANAGERS } from './ontap/initial-state.ts';
export { HOSTILE_TEXTS } from './hostile-texts.ts';
