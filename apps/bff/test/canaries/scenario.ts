import type { CanaryStage } from './stage.ts';

/** One way in which secrets pass through the console, with what must come of it. */
export interface Scenario {
  name: string;
  /** Quick ones run with every test; the others take time that only `npm run test:canaries` has. */
  isQuick: boolean;
  run(stage: CanaryStage): Promise<void>;
}

export const quick = (name: string, run: Scenario['run']): Scenario => ({
  name,
  isQuick: true,
  run,
});

export const slow = (name: string, run: Scenario['run']): Scenario => ({
  name,
  isQuick: false,
  run,
});
