import { SCENARIOS, type Scenario } from './recorded-target.ts';

export interface WorkerOptions {
  url: string;
  scenario: Scenario;
  leaseMs: number;
  /** Which fail-point, counted from 1, kills the process. */
  killAt: number | null;
  /** Names of fail-points that wait. */
  holdAt: string[];
}

/** Reads the options that the test put on the command line as JSON. */
export function parseWorkerOptions(given: string | undefined): WorkerOptions {
  const parsed: unknown = JSON.parse(given ?? '{}');
  if (typeof parsed !== 'object' || parsed === null) {
    throw new Error('No options.');
  }
  const fields = new Map<string, unknown>(Object.entries(parsed));
  const scenario = SCENARIOS.find((each) => each === fields.get('scenario'));
  const killAt = fields.get('killAt');
  const holdAt = fields.get('holdAt');
  if (scenario === undefined) throw new Error('No such scenario.');
  return {
    url: String(fields.get('url')),
    scenario,
    leaseMs: Number(fields.get('leaseMs')),
    killAt: typeof killAt === 'number' ? killAt : null,
    holdAt: Array.isArray(holdAt) ? holdAt.map(String) : [],
  };
}
