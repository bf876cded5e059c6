import { defineOperation } from '../define-operation.ts';
import { answersCsr } from '../provider-csr.ts';
import { admit } from './admit.ts';
import { guard, type Guard, type K } from './guard.ts';
import { keyServers } from './key-servers.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { findEffect, verify } from './read-back.ts';

export const vcenterUpdateProviderClientCertificate = defineOperation<K, Guard>(
  'vcenter',
  {
    guard,
    followsUpstreamTask: true,
    searchWords: (input) => [input.trustAuthorityCluster, input.provider],
    certificates: (_input, { current, next }) => [
      { sha256: next.sha256, use: 'proposed' },
      ...(current === null
        ? []
        : [{ sha256: current.sha256, use: 'replaced' as const }]),
    ],
    claims: (input) =>
      input.keySource.type === 'CSR' ? [answersCsr(input)] : [],
    admit,
    observe,
    keyServers,
    plan,
    async apply({ client, request, secrets, signal }) {
      const answer = await client.sendFrozen(request, secrets, signal);
      return answer.taskId === undefined
        ? { result: `HTTP ${String(answer.status)}` }
        : { upstreamTaskId: answer.taskId };
    },
    findEffect,
    verify,
  },
);
