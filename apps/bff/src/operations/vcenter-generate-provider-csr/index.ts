import { readGeneratedCsr } from '@keyward/vcenter-client';

import { defineOperation } from '../define-operation.ts';
import { makesCsr } from '../provider-csr.ts';
import { guard, type Guard, type K } from './guard.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { findEffect, verify } from './read-back.ts';

export const vcenterGenerateProviderCsr = defineOperation<K, Guard>('vcenter', {
  guard,
  followsUpstreamTask: true,
  searchWords: (input) => [input.trustAuthorityCluster, input.provider],
  certificates: (_input, { certificateSha256: sha256 }) =>
    sha256 === null ? [] : [{ sha256, use: 'found' }],
  claims: (input) => [makesCsr(input)],
  admit: () => Promise.resolve([]),
  observe,
  plan,
  async apply({ client, request, secrets, signal }) {
    const answer = await client.sendFrozen(request, secrets, signal);
    return answer.taskId === undefined ? {} : { upstreamTaskId: answer.taskId };
  },
  taskResult: (result) => readGeneratedCsr(result) ?? undefined,
  findEffect,
  verify,
});
