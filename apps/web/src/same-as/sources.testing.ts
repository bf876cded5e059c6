import type { FrozenRequest, Json, TargetOperationId } from '@keyward/contract';

import type { SameAsSource } from './same-as.ts';

const PROVIDER =
  '/api/vcenter/trusted-infrastructure/trust-authority-clusters/domain-c8/kms/providers/kmip%20one';
const AS_TASK = { 'vmw-task': 'true' };

function post(path: string, body?: Json): FrozenRequest {
  return { method: 'POST', path, ...(body === undefined ? {} : { body }) };
}

const REQUESTS: Record<TargetOperationId, FrozenRequest> = {
  'vcenter.configure-cluster-kms-service': {
    ...post(
      '/api/vcenter/trusted-infrastructure/trusted-clusters/domain-c9/kms/services',
      { type: 'SERVICE', service: 'service-1' },
    ),
    query: AS_TASK,
  },
  'vcenter.update-provider-client-certificate': {
    method: 'PATCH',
    path: `${PROVIDER}/client-certificate`,
    query: AS_TASK,
    body: {
      certificate: '-----BEGIN CERTIFICATE-----\nMA==\n',
      private_key: { $secret: '/keySource/privateKey' },
    },
  },
  'vcenter.generate-provider-csr': {
    ...post(`${PROVIDER}/client-certificate/csr`),
    query: AS_TASK,
  },
  'esx.create-native-provider': post(
    '/api/esx/trusted-infrastructure/kms/providers',
    {
      provider: 'native-1',
      native_spec: {
        key_id: 'key-1',
        key_derivation_key: { $secret: '/keyDerivationKey' },
      },
    },
  ),
  'vcenter.register-expanded-token': post('/api/vcenter/registered-tokens', {
    expanded_access_token: { $secret: '/expandedAccessToken' },
  }),
  'ontap.add-key-servers': post('/api/security/key-managers/4f1d/key-servers', {
    records: [
      { server: 'kms-1.corp.example:5696' },
      {
        server: '[2001:db8::1]:5696',
        timeout: 25,
        username: 'array',
        password: { $secret: '/servers/1/password' },
      },
    ],
  }),
};

/** One request of each operation, as the plans have them. */
export function exampleOf(
  operation: TargetOperationId,
  mode: 'pin' | 'ca' = 'ca',
): SameAsSource {
  const [system = ''] = operation.split('.');
  return {
    operation,
    request: REQUESTS[operation],
    target: {
      kind: system === 'esx' ? 'esx' : system === 'ontap' ? 'ontap' : 'vcenter',
      host: `${system}.corp.example`,
      port: 443,
      trust:
        mode === 'pin'
          ? { mode, sha256: 'ab'.repeat(32) }
          : { mode, pem: 'a bundle', sha256: ['ab'.repeat(32)] },
    },
  };
}
