import { chainedRow, chainFaults, type ChainedRow } from '@keyward/audit-proof';
import { BackupError } from '@keyward/database/backup';
import type { Queryable } from '@keyward/database';

const AT_ONCE = 5_000;

/**
 * Walks the whole audit log, some thousand rows at a time.
 *
 * @returns how many rows it has
 * @throws BackupError that names the first row that does not hold
 */
export async function checkChain(db: Queryable): Promise<number> {
  let before: ChainedRow | undefined;
  for (let count = 0; ;) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'hash', 'row'])
      .where('seq', '>', before?.seq ?? 0)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return count;
    const chain = rows.map(({ row }) => chainedRow.parse(row));
    const fault =
      rows.find(
        ({ seq, hash }, index) =>
          chain[index]?.hash !== hash || chain[index].seq !== seq,
      )?.seq ?? firstFault(chain, before);
    if (fault !== undefined) {
      throw new BackupError(
        `The audit log in the backup does not hold at number ${String(fault)}: it was altered there, or rows are missing. Nothing was restored.`,
      );
    }
    count += rows.length;
    before = chain.at(-1);
  }
}

function firstFault(
  rows: readonly ChainedRow[],
  before: ChainedRow | undefined,
): number | undefined {
  if (before === undefined) return chainFaults(rows)[0]?.seq;
  // The row before was looked at with its own; here it is only what the next one follows.
  return chainFaults([before, ...rows]).find(({ seq }) => seq !== before.seq)
    ?.seq;
}
