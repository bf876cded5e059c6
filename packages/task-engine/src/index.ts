export { createTaskEngine } from './task-engine.ts';
export type {
  EngineLog,
  NewTask,
  TaskEnd,
  TaskEngine,
  TaskEngineOptions,
  TaskHooks,
} from './engine-contract.ts';
export type {
  EffectFinding,
  EffectProof,
  EffectStep,
  RepeatableStep,
  StepContext,
  StepDefinition,
  StepOutcome,
  TaskProgram,
} from './program.ts';
export {
  LeaseLost,
  OutcomeUnknown,
  TaskCancelled,
  TaskFailure,
  TaskRetry,
} from './task-errors.ts';
export { Interruption } from './interruption.ts';
export type { InterruptionCause } from './interruption.ts';
export { parkRestoredTasks } from './park-restored.ts';
