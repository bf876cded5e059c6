import {
  type FrozenInput,
  json,
  type PolicyDocument,
  policyDocument,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { z } from 'zod';

import { type NamedRule, namedRules } from '../../policy/policy-rules.ts';
import { readPolicyInForce } from '../../policy/policy-in-force.ts';

export type K = 'console.update-policy';
export type Input = FrozenInput<K>;

/** The policy that is replaced, and what the connections in both documents are called. */
export const guard = z.object({
  version: z.number().int(),
  document: json,
  connections: z.record(z.string(), z.string()),
});
export type Guard = z.infer<typeof guard>;

export async function read(db: Queryable, input: Input): Promise<Guard> {
  const { version, document } = await readPolicyInForce(db);
  const ids = [...document.targets, ...input.policy.targets].map(
    (each) => each.connectionId,
  );
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('connection')
          .select(['id', 'name'])
          .where('id', 'in', [...new Set(ids)])
          .where('deleted_at', 'is', null)
          .execute();
  return {
    version,
    document: json.parse(document),
    connections: Object.fromEntries(rows.map(({ id, name }) => [id, name])),
  };
}

export function documentBefore(observed: Guard): PolicyDocument {
  return policyDocument.parse(observed.document);
}

export function rulesOf(
  document: PolicyDocument,
  observed: Guard,
): NamedRule[] {
  return namedRules(
    document,
    (id) => observed.connections[id] ?? 'a removed connection',
  );
}
