import { TASK_NAMES } from '@keyward/vcenter-client/wire';

import type { RouteTable, SimulatorAnswer } from '../host/index.ts';
import { sentinelRefusal, sentinelWord } from '../vapi/sentinels.ts';
import { notFound } from '../vapi/vapi-error.ts';
import { checkClientCertificate } from './client-certificate-checks.ts';
import {
  MANAGE,
  READ,
  startProviderTask,
  withProvider,
} from './provider-call.ts';
import type { ProviderCall } from './provider-call.ts';
import { makeCertificate, makeCsr } from './throwaway-certificates.ts';
import type { World } from './world.ts';

const PATH =
  '/api/vcenter/trusted-infrastructure/trust-authority-clusters/{cluster}/kms/providers/{provider}/client-certificate';
const { service, operation: UPDATE } =
  TASK_NAMES.updateProviderClientCertificate;
const { service: CSR_SERVICE, operation: MAKE_CSR } =
  TASK_NAMES.generateProviderCsr;

/** The client certificate of a provider and its signing request; all calls are tasks. */
export function clientCertificateRoutes(world: World): RouteTable {
  return {
    [`GET ${PATH}?vmw-task=true`]: withProvider(world, READ, (call) => {
      const certificate = call.provider.clientCertificate;
      if (certificate === null) {
        return notFound(
          'client certificate of key provider',
          call.provider.name,
        );
      }
      return read(world, call, service, { certificate });
    }),
    [`PATCH ${PATH}?vmw-task=true`]: withProvider(world, MANAGE, (call) =>
      update(world, call),
    ),
    [`POST ${PATH}?vmw-task=true`]: withProvider(
      world,
      MANAGE,
      async (call) => {
        const { certificatePem } = await makeCertificate({
          subject: subjectOf(call),
        });
        return startProviderTask(world, call, {
          service,
          operation: 'create$task',
          text: 'Make a new self-signed client certificate',
          effect: {
            kind: 'client-certificate',
            cluster: call.cluster,
            provider: call.provider.name,
            certificate: certificatePem,
            operation: 'client-certificate.create',
          },
        });
      },
    ),
    [`GET ${PATH}/csr?vmw-task=true`]: withProvider(world, READ, (call) => {
      const { csr } = call.provider;
      if (!csr) {
        return notFound(
          'certificate signing request of key provider',
          call.provider.name,
        );
      }
      return read(world, call, CSR_SERVICE, { csr: csr.pem });
    }),
    [`POST ${PATH}/csr?vmw-task=true`]: withProvider(world, MANAGE, (call) =>
      makeNewCsr(world, call),
    ),
  };
}

function update(world: World, call: ProviderCall): SimulatorAnswer {
  const { context } = world;
  const sentinel = sentinelWord(call.provider.name);
  const refusal = sentinel === null ? undefined : sentinelRefusal(sentinel);
  if (refusal) return refusal;
  const { echoSecrets } = context.options;
  const verdict = checkClientCertificate(
    call.request.body,
    call.provider,
    context.now(),
    echoSecrets,
  );
  if ('refusal' in verdict) return verdict.refusal;
  return startProviderTask(world, call, {
    service,
    operation: UPDATE,
    text: 'Replace the client certificate',
    sentinel,
    echo: echoSecrets ? [call.request.rawBody] : [],
    effect: call.request.lie
      ? { kind: 'nothing' }
      : {
          kind: 'client-certificate',
          cluster: call.cluster,
          provider: call.provider.name,
          certificate: verdict.certificate,
          ...(verdict.privateKeySha256 !== null && {
            privateKeySha256: verdict.privateKeySha256,
          }),
          operation: 'client-certificate.update',
        },
  });
}

/** A new key for the provider; what answers its last CSR is refused from the end of the task on. */
async function makeNewCsr(
  world: World,
  call: ProviderCall,
): Promise<SimulatorAnswer> {
  const sentinel = sentinelWord(call.provider.name);
  const refusal = sentinel === null ? undefined : sentinelRefusal(sentinel);
  if (refusal) return refusal;
  const csr = await makeCsr(subjectOf(call));
  return startProviderTask(world, call, {
    service: CSR_SERVICE,
    operation: MAKE_CSR,
    text: 'Make a new certificate signing request',
    sentinel,
    effect: call.request.lie
      ? { kind: 'nothing', result: { csr: csr.pem } }
      : {
          kind: 'csr',
          cluster: call.cluster,
          provider: call.provider.name,
          ...csr,
        },
  });
}

function read(
  world: World,
  call: ProviderCall,
  name: string,
  result: unknown,
): SimulatorAnswer {
  return startProviderTask(world, call, {
    service: name,
    operation: 'get$task',
    text: 'Read the client certificate',
    effect: { kind: 'nothing', result },
  });
}

function subjectOf({ cluster, provider }: ProviderCall): string {
  return `CN=${provider.name}.${cluster}, OU=Trust Authority hosts, O=Corp Example`;
}
