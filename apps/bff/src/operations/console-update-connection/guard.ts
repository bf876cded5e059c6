import { type FrozenInput, systemKind, trust } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { z } from 'zod';

import { getConnection } from '../../connections/connection-record.ts';
import { Refusal, refuseField } from '../../http/refusal.ts';

export type K = 'console.update-connection';
export type Input = FrozenInput<K>;

/** Where the connection leads now, whom it trusts there and which account it sends. */
export const guard = z.object({
  connection: z.string(),
  name: z.string(),
  kind: systemKind,
  host: z.string(),
  port: z.number().int(),
  trust,
  account: z.string(),
  quarantined: z.boolean(),
});
export type Guard = z.infer<typeof guard>;

/** @throws Refusal when there is no such connection */
export async function read(db: Queryable, input: Input): Promise<Guard> {
  const record = await getConnection(db, input.connection).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      throw refuseField(
        '/input/connection',
        'not_found',
        'There is no such connection.',
      );
    },
  );
  return {
    connection: record.id,
    name: record.name,
    kind: record.kind,
    host: record.host,
    port: record.port,
    trust: record.trust,
    account: record.username,
    quarantined: record.isQuarantined,
  };
}
