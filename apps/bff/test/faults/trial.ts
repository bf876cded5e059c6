import type { FaultStage } from './fault-stage.ts';
import { openFaultStage } from './fault-stage.ts';
import {
  consoleEffects,
  inspectJournal,
  type JournalInspector,
  openTasks,
} from './inspect.ts';
import { ConsoleGone, Journey } from './journey.ts';
import type { Scenario } from './scenarios.ts';
import type { ConsoleChild } from './spawn-console.ts';

/** What comes again every second, such as renewals and looks at the target, is killed three times. */
const SAME_POINT = 3;

/** What a whole file of kills came to. */
interface KillCount {
  points: number;
  survived: number;
  notReached: number;
  effectsTwice: number;
  lost: number;
  open: number;
  unknown: number;
  journal: number;
}

export function noKills(): KillCount {
  return {
    points: 0,
    survived: 0,
    notReached: 0,
    effectsTwice: 0,
    lost: 0,
    open: 0,
    unknown: 0,
    journal: 0,
  };
}

/** One operation, tried again and again on a stage of its own. */
export interface Trial {
  scenario: Scenario;
  stage: FaultStage;
  journal: JournalInspector;
  count: KillCount;
}

export async function openTrial(
  scenario: Scenario,
  count: KillCount,
): Promise<Trial> {
  const { on, needs = [] } = scenario;
  const stage = await openFaultStage(on === null ? needs : [on]);
  return { scenario, stage, journal: inspectJournal(stage), count };
}

/** A new request, with the target as it was at first. */
export async function begin({ stage, scenario }: Trial): Promise<Journey> {
  const { on } = scenario;
  if (on !== null) await stage.control(on).reset();
  return Journey.of(stage, scenario);
}

/** Points between passages have no side; that somebody's session was seen is no part of any task. */
export function isOfTheTaskPath(point: string): boolean {
  const { label, count: nth } =
    /^(?<label>.+)#(?<count>\d+):(before|after)$/.exec(point)?.groups ?? {};
  return (
    label !== undefined &&
    label !== 'write session' &&
    Number(nth) <= SAME_POINT
  );
}

/** Whether the console went away before the journey was over. @throws what is no sign of that */
export async function diesUnder(
  journey: Journey,
  child: ConsoleChild,
): Promise<boolean> {
  try {
    await journey.go(child);
    return false;
  } catch (error) {
    if (isHangUp(error)) return true;
    throw error;
  }
}

function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return (
    error instanceof ConsoleGone ||
    code === 'ECONNRESET' ||
    code === 'ECONNREFUSED' ||
    code === 'EPIPE'
  );
}

/** What is wrong once the task has ended. */
export async function inspect(
  { stage, scenario, journal, count }: Trial,
  { submitted, task, isApproved }: Journey,
): Promise<string[]> {
  const { on, mayBeUnknown = false } = scenario;
  const id = submitted?.id ?? '';
  const effects =
    on === null
      ? await consoleEffects(stage, id)
      : (await stage.control(on).effects()).length;
  const approvals = await stage.db
    .selectFrom('approval')
    .select('change_id')
    .where('change_id', '=', id)
    .execute();
  const isLost = isApproved && approvals.length !== 1;
  const open = await openTasks(stage);
  const broken = await journal.faults();
  const state = task?.state ?? 'none';
  if (effects > 1) count.effectsTwice += 1;
  if (isLost) count.lost += 1;
  if (state === 'outcome_unknown') count.unknown += 1;
  count.open += open.length;
  count.journal += broken.length;
  return [
    ...(effects > 1 ? [`${String(effects)} effects`] : []),
    ...(isLost ? ['an acknowledged approval is lost'] : []),
    ...(isTrue(state, effects, mayBeUnknown)
      ? []
      : [`${state} with ${String(effects)}`]),
    ...open,
    ...broken,
  ];
}

/** Success means one effect and failure none; who cannot know says so, and only they do. */
function isTrue(
  state: string,
  effects: number,
  mayBeUnknown: boolean,
): boolean {
  if (state === 'outcome_unknown') return mayBeUnknown;
  return effects === 1 ? state === 'succeeded' : /failed|cancelled/.test(state);
}
