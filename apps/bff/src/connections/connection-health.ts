import { type Capability, type ConnectionHealth } from '@keyward/contract';
import {
  type Database,
  jsonb,
  type Journal,
  transact,
} from '@keyward/database';
import { isAnotherCertificate } from '@keyward/upstream-http';
import { UpstreamError } from '@keyward/vcenter-client';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { noteConnectionEvent } from './connection-events.ts';
import { type ConnectionRecord } from './connection-record.ts';
import type { ProbeFacts } from './probe-facts.ts';

export interface HealthFinding {
  health: ConnectionHealth;
  detail: string | null;
  version?: string | null;
  capabilities?: Capability[];
  facts?: ProbeFacts;
}

const WORDS: Record<ConnectionHealth, string> = {
  unknown: 'has not been checked',
  reachable: 'answers',
  unreachable: 'does not answer',
  refused: 'refuses the stored account',
  quarantined: 'showed another certificate and is quarantined',
};

/**
 * Writes what a check found. A certificate that its trust does not cover quarantines the connection, and only a decision
 * about the connection ends that: what a later check finds, the trusted certificate included, says nothing about why
 * another one was shown. A finding about an earlier address or trust is dropped.
 */
export async function recordHealth(
  db: Database,
  record: ConnectionRecord,
  finding: HealthFinding,
): Promise<void> {
  await transact(db, async (journal) => {
    await updateHealth(journal, record, finding);
  });
}

async function updateHealth(
  journal: Journal,
  record: ConnectionRecord,
  finding: HealthFinding,
): Promise<void> {
  const { health, detail } = finding;
  const isQuarantined = health === 'quarantined';
  const written = await journal.tx
    .updateTable('connection')
    .set({
      health,
      health_detail: detail,
      checked_at: sql<Date>`now()`,
      ...(health === 'reachable' ? { last_reached_at: sql<Date>`now()` } : {}),
      ...(isQuarantined ? { quarantined_at: sql<Date>`now()` } : {}),
      ...(finding.version === undefined ? {} : { version: finding.version }),
      ...(finding.capabilities === undefined
        ? {}
        : { capabilities: finding.capabilities }),
      ...(finding.facts === undefined
        ? {}
        : {
            build: finding.facts.build,
            unread: jsonb(finding.facts.unread),
            shown_certificate: finding.facts.shownCertificate,
          }),
    })
    .where('id', '=', record.id)
    .where('v', '=', record.row.v)
    .where('quarantined_at', 'is', null)
    .executeTakeFirst();
  if (written.numUpdatedRows === 0n || health === record.health) return;
  noteConnectionEvent(
    journal,
    { ...record, health, v: record.row.v },
    'health',
    `${record.name} ${WORDS[health]}.`,
  );
  if (isQuarantined) {
    audit(journal, {
      code: 'connection.quarantined',
      action: 'quarantine',
      object: record.id,
      outcome: 'failure',
      detail: record.name,
    });
  }
}

const QUARANTINED: HealthFinding = {
  health: 'quarantined',
  detail: 'The target showed another certificate than the trusted one.',
};

/** At once, whichever use of the connection met the other certificate. Who met it is told by the error. */
export async function quarantine(
  db: Database,
  record: ConnectionRecord,
): Promise<void> {
  // Without the database nothing is sent either; the next attempt finds the same.
  await recordHealth(db, record, QUARANTINED).catch(() => undefined);
}

/** What a failed call says about the connection itself; null when it says nothing. */
export function healthOf(error: unknown): HealthFinding | null {
  if (!(error instanceof UpstreamError)) return null;
  // Busy, or given a pause by ourselves: neither is news of whether it can be reached.
  if (error.retryAfterMs !== undefined) return null;
  switch (error.kind) {
    case 'tls':
      return isAnotherCertificate(error.tlsReason)
        ? QUARANTINED
        : {
            health: 'unreachable',
            detail: 'The secure connection could not be set up.',
          };
    case 'unauthenticated':
      return {
        health: 'refused',
        detail:
          error.facts.messages[0]?.text ??
          'The stored account was not accepted.',
      };
    case 'unreachable':
    case 'timeout':
    case 'egress':
      return { health: 'unreachable', detail: 'No answer at the address.' };
    case 'refused':
    case 'protocol':
      return null;
  }
}
