import { digestOf } from '@keyward/approval-proof';
import { policyDocument, type Verification } from '@keyward/contract';
import { jsonb, type Queryable } from '@keyward/database';

import { audit } from '../../audit/note.ts';
import { defineConsoleOperation } from '../define-console-operation.ts';
import type { Run } from '../operation-module.ts';
import { checks } from './checks.ts';
import { guard, type Guard, type K, read } from './guard.ts';
import { plan } from './plan.ts';

export const consoleUpdatePolicy = defineConsoleOperation<K, Guard, null>({
  guard,
  searchWords: () => ['policy'],
  read,
  checks,
  plan,
  prepare: () => Promise.resolve(null),
  async effect(journal, { changeId, input }) {
    await journal.tx
      .insertInto('policy_version')
      .values({ document: jsonb(input.policy), change_id: changeId })
      .execute();
    audit(journal, {
      code: 'policy.changed',
      action: 'change policy',
      object: changeId,
    });
  },
  verify,
});

async function verify(db: Queryable, run: Run<K>): Promise<Verification> {
  const row = await db
    .selectFrom('policy_version')
    .selectAll()
    .where('change_id', '=', run.changeId)
    .executeTakeFirst();
  const isStored =
    row !== undefined &&
    digestOf(policyDocument.parse(row.document)) === digestOf(run.input.policy);
  if (!isStored) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The policy is not the one that was approved.',
    };
  }
  return {
    level: 'full',
    proved: [`Version ${String(row.id)} of the policy is the approved one.`],
    notProved: [],
  };
}
