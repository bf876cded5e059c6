import {
  type Draft,
  draft,
  DRAFT_DAYS,
  type DraftSummary,
  operationContract,
  operationId,
} from '@keyward/contract';
import type { DraftRow, Queryable } from '@keyward/database';

const DAY_MS = 86_400_000;

type NamedRow = DraftRow & { connection_name: string | null };

/** The drafts of one person, with the names of their connections. */
export function draftsOf(db: Queryable, personId: string) {
  return db
    .selectFrom('draft')
    .leftJoin('connection', 'connection.id', 'draft.connection_id')
    .selectAll('draft')
    .select('connection.name as connection_name')
    .where('draft.person_id', '=', personId);
}

export function summariseDraft(row: NamedRow): DraftSummary {
  const operation = operationId.parse(row.operation);
  return {
    id: row.id,
    operation,
    title: operationContract(operation).title,
    connection:
      row.connection_id === null
        ? null
        : { id: row.connection_id, name: row.connection_name ?? '' },
    hasReason: isFilled(row.reason),
    hasTicket: isFilled(row.ticket),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    keptUntil: new Date(
      row.updated_at.getTime() + DRAFT_DAYS * DAY_MS,
    ).toISOString(),
  };
}

export function presentDraft(row: NamedRow): Draft {
  return {
    ...summariseDraft(row),
    values: draft.shape.values.parse(row.input),
    secretDelivery: draft.shape.secretDelivery.parse(row.secret_delivery),
    reason: row.reason,
    ticket: row.ticket,
    expiresInHours: row.expires_in_hours,
    copyOf: row.copy_of,
  };
}

function isFilled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
