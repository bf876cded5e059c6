import { presentOne, testConnection } from '../connections/check-connection.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import {
  listConnections,
  presentConnections,
  summariseConnection,
} from '../connections/connection-record.ts';
import { createConnection } from '../connections/create-connection.ts';
import { deleteConnection } from '../connections/delete-connection.ts';
import { probeEndpoint } from '../connections/probe-endpoint.ts';
import { updateConnection } from '../connections/update-connection.ts';
import type { Handlers } from '../http/handler.ts';
import { createPersonLimit } from '../people/person-limit.ts';

/** Looks at a target are the person's to ask for, but not without end: each one opens a connection to an address. */
const LOOKS_PER_MINUTE = 30;

/** The targets this console knows. */
export function connectionRoutes(
  parts: ConnectionParts,
): Pick<
  Handlers,
  | 'listConnections'
  | 'createConnection'
  | 'probeConnection'
  | 'getConnection'
  | 'updateConnection'
  | 'deleteConnection'
  | 'testConnection'
> {
  const { db } = parts;
  const looks = createPersonLimit(LOOKS_PER_MINUTE, 60);
  return {
    async listConnections({ caller }) {
      const records = await listConnections(db);
      const items = caller.permissions.includes('connections:read')
        ? await presentConnections(db, records)
        : records.map(summariseConnection);
      return { body: { items } };
    },
    async createConnection({ body, caller, origin }) {
      await looks.take(caller.person.id);
      return { body: await createConnection(parts, body, caller, origin) };
    },
    async probeConnection({ body, caller }) {
      await looks.take(caller.person.id);
      return { body: await probeEndpoint(parts, body) };
    },
    async getConnection({ params }) {
      return { body: await presentOne(parts, params.id) };
    },
    async updateConnection({ params, body, caller, origin }) {
      return {
        body: await updateConnection(parts, params.id, body, caller, origin),
      };
    },
    async deleteConnection({ params, caller, origin }) {
      await deleteConnection(parts, params.id, caller, origin);
      return {};
    },
    async testConnection({ params, caller, origin }) {
      await looks.take(caller.person.id);
      return { body: await testConnection(parts, params.id, caller, origin) };
    },
  };
}
