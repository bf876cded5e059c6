import { digestOf } from '@keyward/approval-proof';
import type { Database } from '@keyward/database';
import { createEsxClient, type EsxClient } from '@keyward/esx-client';
import { createOntapClient, type OntapClient } from '@keyward/ontap-client';
import type { KeyRing } from '@keyward/secrets';
import { unseal } from '@keyward/secrets';
import {
  type CallObserver,
  type EgressGuard,
  observeAll,
  type Trust,
  type UpstreamLimits,
} from '@keyward/upstream-http';
import {
  createVcenterClient,
  type VcenterClient,
} from '@keyward/vcenter-client';

import { Refusal } from '../http/refusal.ts';
import { CallGate } from '../upstream-calls/call-gate.ts';
import { quarantine } from './connection-health.ts';
import {
  type ConnectionRecord,
  freezeTarget,
  getConnection,
} from './connection-record.ts';

export interface ClientOf {
  vcenter: VcenterClient;
  esx: EsxClient;
  ontap: OntapClient;
}

export type ConnectedClient = {
  [S in keyof ClientOf]: { system: S; client: ClientOf[S] };
}[keyof ClientOf];

export interface ClientPoolParts {
  db: Database;
  kek: KeyRing;
  egress: EgressGuard;
  limits?: Partial<UpstreamLimits>;
  /** Sees every request that a client of the pool sends. */
  observer?: CallObserver;
}

interface Pooled {
  v: number;
  connected: Promise<ConnectedClient>;
}

/**
 * One client, and so one upstream session, per connection. A client belongs to one version of the connection's row:
 * another trust or credential makes another client, and the old one signs out.
 */
export class ClientPool {
  readonly #parts: ClientPoolParts;
  readonly #clients = new Map<string, Pooled>();
  readonly #gate = new CallGate();
  readonly #observer: CallObserver;

  constructor(parts: ClientPoolParts) {
    this.#parts = parts;
    const { observer } = parts;
    this.#observer =
      observer === undefined ? this.#gate : observeAll([this.#gate, observer]);
  }

  /** @throws Refusal `not_found`, `connection_quarantined` */
  async open(connectionId: string): Promise<ConnectedClient> {
    return this.openUsable(await getConnection(this.#parts.db, connectionId));
  }

  /** A client for exactly this record. @throws Refusal `connection_quarantined` */
  async openUsable(record: ConnectionRecord): Promise<ConnectedClient> {
    if (record.isQuarantined) {
      throw new Refusal('connection_quarantined', {
        detail:
          'The target showed another certificate than the trusted one; nothing is sent until that is decided.',
      });
    }
    const pooled = this.#clients.get(record.id);
    if (pooled === undefined || pooled.v < record.row.v) {
      return this.#make(record);
    }
    if (pooled.v === record.row.v) return pooled.connected;
    return this.openUsable(await this.#newest(record));
  }

  async forget(connectionId: string): Promise<void> {
    const pooled = this.#clients.get(connectionId);
    this.#clients.delete(connectionId);
    await pooled?.connected
      .then(({ client }) => client.close())
      .catch(() => undefined);
  }

  /** The next call to this connection is sent, although the ones before it brought no answer. */
  letTry(connectionId: string): void {
    this.#gate.letTry(connectionId);
  }

  /** Signs out everywhere. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((id) => this.forget(id)));
  }

  /** The row as it is now, for somebody who read it before. @throws Refusal when it leads elsewhere now */
  async #newest(record: ConnectionRecord): Promise<ConnectionRecord> {
    const now = await getConnection(this.#parts.db, record.id);
    if (digestOf(freezeTarget(now)) === digestOf(freezeTarget(record))) {
      return now;
    }
    throw new Refusal('change_stale', {
      detail: 'The connection’s address, trust or account was just changed.',
      nextStep: 'Look again.',
    });
  }

  /** In the pool at once, so that two callers never make two clients of one row. */
  #make(record: ConnectionRecord): Promise<ConnectedClient> {
    const before = this.#clients.get(record.id);
    const made: Pooled = { v: record.row.v, connected: this.#connect(record) };
    this.#clients.set(record.id, made);
    this.#gate.forget(record.id);
    void made.connected.catch(() => {
      if (this.#clients.get(record.id) === made) {
        this.#clients.delete(record.id);
      }
    });
    void before?.connected
      .then(({ client }) => client.close())
      .catch(() => undefined);
    return made.connected;
  }

  async #connect(record: ConnectionRecord): Promise<ConnectedClient> {
    const { db, kek, egress, limits } = this.#parts;
    const password = await unseal(
      kek,
      { table: 'connection', column: 'credential', rowId: record.id },
      record.row.credential,
    );
    return connect(record, {
      host: record.host,
      port: record.port,
      trust: upstreamTrust(record),
      egress,
      credential: { username: record.username, password },
      onUntrusted: () => void quarantine(db, record),
      connectionId: record.id,
      observer: this.#observer,
      ...(limits === undefined ? {} : { limits }),
    });
  }
}

type ConnectOptions = Parameters<typeof createVcenterClient>[0];

function connect(
  record: ConnectionRecord,
  options: ConnectOptions,
): ConnectedClient {
  switch (record.kind) {
    case 'vcenter':
      return { system: 'vcenter', client: createVcenterClient(options) };
    case 'esx':
      return {
        system: 'esx',
        client: createEsxClient({
          ...options,
          esxAuth: record.esxAuth ?? 'basic',
        }),
      };
    case 'ontap':
      return { system: 'ontap', client: createOntapClient(options) };
  }
}

function upstreamTrust(record: ConnectionRecord): Trust {
  const { trust, row } = record;
  if (trust.mode === 'ca') return { mode: 'ca', pem: trust.pem };
  if (row.pinned_certificate === null) {
    throw new Error('A pinned connection has no certificate.');
  }
  return {
    mode: 'pin',
    sha256: trust.sha256,
    certificatePem: row.pinned_certificate,
  };
}
