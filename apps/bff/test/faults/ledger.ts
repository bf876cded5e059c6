import type { FaultStage } from './fault-stage.ts';

/** What a console has acknowledged of one change: every answer below 300 that a person got. */
export interface LedgerEntry {
  id: string;
  provider: string;
  decision: 'approve' | 'reject' | 'withdraw' | null;
  /** A task that was cancelled at once, and not only asked to. */
  isCancelled: boolean;
}

const AFTER: Record<NonNullable<LedgerEntry['decision']>, RegExp> = {
  approve: /^(approved|running|succeeded|failed|cancelled|outcome_unknown)$/,
  reject: /^rejected$/,
  withdraw: /^withdrawn$/,
};

interface LedgerFindings {
  lost: string[];
  /** More effects than one, or others than the change's state says. */
  untrue: string[];
  unknown: number;
}

/** Compares what was acknowledged with what is stored, and both with what the targets say was done to them. */
export async function compare(
  { db }: Pick<FaultStage, 'db'>,
  ledger: readonly LedgerEntry[],
  effects: readonly { object: string }[],
): Promise<LedgerFindings> {
  const rows = await db.selectFrom('change').select(['id', 'state']).execute();
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  const found: LedgerFindings = { lost: [], untrue: [], unknown: 0 };
  for (const { id, provider, decision, isCancelled } of ledger) {
    const state = states.get(id) ?? 'none';
    const done = effects.filter(({ object }) => object.includes(provider));
    const isKept =
      state !== 'none' &&
      (decision === null || AFTER[decision].test(state)) &&
      (!isCancelled || state === 'cancelled');
    if (!isKept) found.lost.push(`${id}: ${String(decision)} but ${state}`);
    if (state === 'outcome_unknown') found.unknown += 1;
    const isTrue =
      state === 'outcome_unknown'
        ? done.length <= 1
        : done.length === (state === 'succeeded' ? 1 : 0);
    if (!isTrue) {
      found.untrue.push(`${id}: ${state} with ${String(done.length)} effects`);
    }
  }
  return found;
}
