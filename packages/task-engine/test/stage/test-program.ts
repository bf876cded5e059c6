import type {
  EffectStep,
  RepeatableStep,
  StepDefinition,
  TaskProgram,
} from '@keyward/task-engine';
import { TaskFailure } from '@keyward/task-engine';

/** A target in memory that counts what was done to it. */
export interface TestTarget {
  effects: number;
}

export function repeatable(
  key: RepeatableStep['key'],
  run: RepeatableStep['run'] = () => Promise.resolve({}),
): RepeatableStep {
  return { key, title: `Step ${key}`, kind: 'repeatable', run };
}

export function effect(
  target: TestTarget,
  more: Partial<EffectStep> = {},
): EffectStep {
  return {
    key: 'apply',
    title: 'Step apply',
    kind: 'effect',
    send: () => {
      target.effects += 1;
      return Promise.resolve({ effects: target.effects });
    },
    findEffect: () =>
      Promise.resolve(
        target.effects > 0
          ? { found: 'applied', result: { effects: target.effects } }
          : { found: 'not_applied' },
      ),
    proof: () => 'unproven',
    ...more,
  };
}

export function program(...steps: StepDefinition[]): TaskProgram {
  return { steps };
}

export function failure(sentence: string): TaskFailure {
  return new TaskFailure({ kind: 'refused', explanation: explain(sentence) });
}

export function explain(sentence: string): {
  code: string;
  sentence: string;
  nextStep: string;
  field: null;
} {
  return { code: 'test', sentence, nextStep: 'Look.', field: null };
}
