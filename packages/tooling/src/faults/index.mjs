import { ENGINE_FAULTS } from './engine.mjs';
import { EVIDENCE_FAULTS } from './evidence.mjs';
import { INPUT_FAULTS } from './input.mjs';
import { OPERATION_FAULTS } from './operation.mjs';
import { REPLICA_FAULTS } from './replicas.mjs';
import { STREAM_FAULTS } from './streams.mjs';
import { TARGET_FAULTS } from './targets.mjs';

/** Every fault, in the order of their numbers. */
export const FAULTS = [
  ...ENGINE_FAULTS,
  ...TARGET_FAULTS,
  ...STREAM_FAULTS,
  ...REPLICA_FAULTS,
  ...OPERATION_FAULTS,
  ...EVIDENCE_FAULTS,
  ...INPUT_FAULTS,
].toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
