import type {
  CertificateProbe,
  Connection,
  createConnectionRequest,
  probeRequest,
  updateConnectionRequest,
} from '@keyward/contract';
import { OPEN_CHANGE_STATES, titleOf } from '@keyward/contract';
import { type Database, jsonb, transact } from '@keyward/database';
import { readCertificate } from '@keyward/pki';
import { type KeyEncryptionKey, seal, Secret } from '@keyward/secrets';
import {
  type CertificateProbe as UpstreamProbe,
  EgressDenied,
  type EgressGuard,
  probeCertificate,
} from '@keyward/upstream-http';
import { UpstreamError } from '@keyward/vcenter-client';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import { upstreamCode } from '../http/error-mapper.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { type ClientPool } from './client-pool.ts';
import { noteConnectionEvent } from './connection-events.ts';
import { healthOf, recordHealth } from './connection-health.ts';
import {
  type ConnectionRecord,
  getConnection,
  presentConnections,
  readConnectionRow,
} from './connection-record.ts';

export interface ConnectionParts {
  db: Database;
  kek: KeyEncryptionKey;
  egress: EgressGuard;
  clients: ClientPool;
}

type NewConnection = z.infer<typeof createConnectionRequest>;
type ConnectionUpdate = z.infer<typeof updateConnectionRequest>;

/** One handshake that sends nothing; shows what to compare with another source. */
export async function probeEndpoint(
  parts: ConnectionParts,
  input: z.infer<typeof probeRequest>,
): Promise<CertificateProbe> {
  const { chainPem, ...facts } = await probe(parts, input.host, input.port);
  return { ...facts, chainLength: chainPem.length };
}

async function probe(
  parts: ConnectionParts,
  host: string,
  port: number,
): Promise<UpstreamProbe> {
  await refuseAddress(parts, host, port);
  try {
    return await probeCertificate({ host, port, egress: parts.egress });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const code = upstreamCode(error);
    throw refuseField('/host', code, `${titleOf(code)}.`, code);
  }
}

/** Asked before anything is stored, whatever the trust: an address outside the allow list is no target. */
async function refuseAddress(
  { egress }: ConnectionParts,
  host: string,
  port: number,
): Promise<void> {
  try {
    await egress.check(host, port);
  } catch (error) {
    if (!(error instanceof EgressDenied)) throw error;
    throw refuseField('/host', error.reason, error.message, 'egress_denied');
  }
}

/** Stores trust and a sealed credential. A pin is compared with what the target shows now, before the password is used. */
export async function createConnection(
  parts: ConnectionParts,
  input: NewConnection,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  if (input.kind === 'esx' && input.esxAuth === undefined) {
    throw refuseField('/esxAuth', 'required', 'Choose how this host signs in.');
  }
  if (input.kind !== 'esx' && input.esxAuth !== undefined) {
    throw refuseField(
      '/esxAuth',
      'unknown_field',
      'Only ESX hosts have this choice.',
    );
  }
  await refuseAddress(parts, input.host, input.port);
  const trusted = await establishTrust(parts, input);
  const id = uuidv7();
  const sealed = await seal(
    parts.kek,
    { table: 'connection', column: 'credential', rowId: id },
    new Secret(input.credential.password),
  );
  const record = await transact(parts.db, async (journal) => {
    const row = await journal.tx
      .insertInto('connection')
      .values({
        id,
        name: input.name,
        description: input.description ?? '',
        kind: input.kind,
        host: input.host,
        port: input.port,
        trust: jsonb(trusted.trust),
        pinned_certificate: trusted.pinnedCertificate,
        esx_auth: input.esxAuth ?? null,
        username: input.credential.username,
        credential: sealed,
        credential_set_at: sql<Date>`now()`,
        credential_set_by: caller.person.id,
        version: null,
        capabilities: [],
        health: 'unknown',
        health_detail: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) {
      throw refuseField(
        '/name',
        'duplicate_name',
        'Another connection has this name.',
      );
    }
    const stored = readConnectionRow(row);
    noteConnectionEvent(
      journal,
      { ...stored, v: row.v },
      'added',
      `${stored.name} was added.`,
    );
    audit(journal, {
      code: 'connection.added',
      caller,
      origin,
      action: 'add connection',
      object: id,
      detail: `${input.kind} ${input.host}:${String(input.port)}`,
    });
    return stored;
  });
  await checkConnection(parts, record).catch(() => undefined);
  return presentOne(parts, id);
}

async function establishTrust(
  parts: ConnectionParts,
  input: NewConnection,
): Promise<{ trust: unknown; pinnedCertificate: string | null }> {
  if (input.trust.mode === 'ca') {
    try {
      const { leaf, chain } = await readCertificate(input.trust.pem);
      const all = [leaf, ...chain];
      if (!all.every((each) => each.isCa)) {
        throw refuseField(
          '/trust/pem',
          'not_a_ca',
          'Every certificate of the bundle must be a CA certificate.',
        );
      }
      const pem = all.map((each) => each.pem).join('\n');
      return {
        trust: { mode: 'ca', pem, sha256: all.map((each) => each.sha256) },
        pinnedCertificate: null,
      };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw refuseField(
        '/trust/pem',
        'not_a_certificate',
        'Paste the CA certificates as PEM.',
      );
    }
  }
  const shown = await probe(parts, input.host, input.port);
  if (shown.sha256 !== input.trust.sha256) {
    throw new Refusal('upstream_tls', {
      detail:
        'The target shows another certificate than the thumbprint you gave.',
      nextStep:
        'Compare the thumbprint with the target’s own console before you trust it.',
      fieldErrors: [
        {
          pointer: '/trust/sha256',
          code: 'pin_mismatch',
          message: 'The target shows another certificate.',
        },
      ],
    });
  }
  return {
    trust: { mode: 'pin', sha256: shown.sha256 },
    pinnedCertificate: shown.chainPem[0] ?? null,
  };
}

/** Signs in, reads version and capabilities, and writes what was found. @throws UpstreamError of the attempt. */
export async function checkConnection(
  parts: ConnectionParts,
  record: ConnectionRecord,
): Promise<void> {
  try {
    const { client } = await parts.clients.openRecord(record);
    const { version, capabilities } = await client.probe();
    await recordHealth(parts.db, record, {
      health: 'reachable',
      detail: null,
      version,
      capabilities,
    });
  } catch (error) {
    const finding = healthOf(error);
    if (finding !== null) await recordHealth(parts.db, record, finding);
    throw error;
  }
}

export async function testConnection(
  parts: ConnectionParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  const record = await getConnection(parts.db, id);
  await transact(parts.db, async (journal) =>
    audit(journal, {
      code: 'connection.tested',
      caller,
      origin,
      action: 'test connection',
      object: id,
    }),
  );
  await checkConnection(parts, record);
  return presentOne(parts, id);
}

export async function presentOne(
  parts: Pick<ConnectionParts, 'db'>,
  id: string,
): Promise<Connection> {
  const [presented] = await presentConnections(parts.db, [
    await getConnection(parts.db, id),
  ]);
  if (presented === undefined) throw new Refusal('not_found');
  return presented;
}

/** Name, description, or a new password of the same account. Address and trust are not changed this way. */
export async function updateConnection(
  parts: ConnectionParts,
  id: string,
  input: ConnectionUpdate,
  caller: Caller,
  origin: Origin,
): Promise<Connection> {
  const record = await getConnection(parts.db, id);
  const { credential } = input;
  if (credential !== undefined && credential.username !== record.username) {
    throw refuseField(
      '/credential/username',
      'other_account',
      'Only the password of the same account can be renewed here.',
    );
  }
  const sealed =
    credential === undefined
      ? null
      : await seal(
          parts.kek,
          { table: 'connection', column: 'credential', rowId: id },
          new Secret(credential.password),
        );
  await transact(parts.db, async (journal) => {
    const taken =
      input.name === undefined
        ? undefined
        : await journal.tx
            .selectFrom('connection')
            .select('id')
            .where(sql`lower(name)`, '=', input.name.toLowerCase())
            .where('deleted_at', 'is', null)
            .where('id', '<>', id)
            .executeTakeFirst();
    if (taken !== undefined) {
      throw refuseField(
        '/name',
        'duplicate_name',
        'Another connection has this name.',
      );
    }
    const row = await journal.tx
      .updateTable('connection')
      .set((change) => ({
        v: change('v', '+', 1),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.description === undefined
          ? {}
          : { description: input.description }),
        ...(sealed === null
          ? {}
          : {
              credential: sealed,
              credential_set_at: sql<Date>`now()`,
              credential_set_by: caller.person.id,
            }),
      }))
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not_found');
    noteConnectionEvent(
      journal,
      { ...readConnectionRow(row), v: row.v },
      'changed',
      `${row.name} was changed.`,
    );
    audit(journal, {
      code:
        sealed === null
          ? 'connection.updated'
          : 'connection.credential_renewed',
      caller,
      origin,
      action: sealed === null ? 'update connection' : 'renew credential',
      object: id,
    });
  });
  await parts.clients.forget(id);
  return presentOne(parts, id);
}

/** @throws Refusal `in_use` while changes or tasks on it are open. */
export async function deleteConnection(
  parts: ConnectionParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await transact(parts.db, async (journal) => {
    // The row lock orders this against a submit that is about to refer to the connection.
    const row = await journal.tx
      .selectFrom('connection')
      .selectAll()
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not_found');
    const open = await journal.tx
      .selectFrom('change')
      .select('number')
      .where('connection_id', '=', id)
      .where('state', 'in', [...OPEN_CHANGE_STATES, 'outcome_unknown'])
      .limit(5)
      .execute();
    if (open.length > 0) {
      throw new Refusal('in_use', {
        detail: `Open changes: ${open.map((change) => `CHG-${String(change.number)}`).join(', ')}.`,
        nextStep:
          'Withdraw them or let them finish, then remove the connection.',
      });
    }
    await journal.tx
      .updateTable('connection')
      .set({ deleted_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute();
    noteConnectionEvent(
      journal,
      { ...readConnectionRow(row), v: row.v + 1 },
      'removed',
      `${row.name} was removed.`,
    );
    audit(journal, {
      code: 'connection.removed',
      caller,
      origin,
      action: 'remove connection',
      object: id,
      detail: row.name,
    });
  });
  await parts.clients.forget(id);
}
