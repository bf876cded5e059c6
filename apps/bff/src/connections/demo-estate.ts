import { type Database, jsonb, transact } from '@keyward/database';
import { type KeyRing, seal, Secret } from '@keyward/secrets';
import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { audit } from '../audit/note.ts';

const estateFile = z.looseObject({
  simulators: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(['vcenter', 'esx', 'ontap']),
      host: z.string(),
      port: z.number().int(),
      sha256: z.string(),
      certificatePem: z.string(),
      username: z.string(),
      password: z.string(),
      esxAuth: z.enum(['vi-json', 'api-session', 'basic']).optional(),
    }),
  ),
  keyServers: z
    .looseObject({
      host: z.string(),
      port: z.number().int(),
      names: z.array(z.string()),
    })
    .optional(),
});
export type DemoEstate = z.infer<typeof estateFile>;

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'vc-ta': 'Simulated vCenter 8.0.3 of the Trust Authority clusters',
  'vc-work': 'Simulated vCenter 8.0.3 of the trusted clusters',
  'vc-91': 'Simulated vCenter 9.1',
  'esx-01': 'Simulated ESX host',
  'esx-02': 'Simulated ESX host',
  'ontap-01': 'Simulated ONTAP cluster',
};

export async function readDemoEstate(path: string): Promise<DemoEstate> {
  return estateFile.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Adds a connection for each simulator at the very first start; later a person may have renamed or removed them. */
export async function seedDemoConnections(
  db: Database,
  kek: KeyRing,
  estate: DemoEstate,
): Promise<void> {
  const any = await db
    .selectFrom('connection')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (any !== undefined) return;
  for (const simulator of estate.simulators) {
    const id = uuidv7();
    const credential = await seal(
      kek,
      { table: 'connection', column: 'credential', rowId: id },
      new Secret(simulator.password),
    );
    await transact(db, async (journal) => {
      await journal.tx
        .insertInto('connection')
        .values({
          id,
          name: simulator.name,
          description: DESCRIPTIONS[simulator.name] ?? 'Simulated target',
          kind: simulator.kind,
          host: simulator.host,
          port: simulator.port,
          trust: jsonb({ mode: 'pin', sha256: simulator.sha256 }),
          pinned_certificate: simulator.certificatePem,
          esx_auth:
            simulator.esxAuth ?? (simulator.kind === 'esx' ? 'basic' : null),
          username: simulator.username,
          credential,
          credential_set_at: sql<Date>`now()`,
          credential_set_by: null,
          version: null,
          capabilities: [],
          health: 'unknown',
          health_detail: null,
        })
        .execute();
      audit(journal, {
        code: 'connection.added',
        action: 'seed demo connection',
        object: id,
        detail: simulator.name,
      });
    });
  }
}
