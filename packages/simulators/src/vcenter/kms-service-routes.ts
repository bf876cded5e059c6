import { randomUUID } from 'node:crypto';

import { certificateChain, networkAddress } from '@keyward/vcenter-client/wire';
import { z } from 'zod';

import type { RouteTable, SimulatorAnswer } from '../host/index.ts';
import { invalidArgument, notFound, refuse } from '../vapi/vapi-error.ts';
import { filterServices, infoOf, summaryOf } from './kms-service-filter.ts';
import { withPrivilege, withSession } from './with-session.ts';
import type { World } from './world.ts';

const PATH = '/api/vcenter/trusted-infrastructure/kms/services';
const MANAGE = 'TrustedAdmin.ManageTrustedHosts';

const registration = z.strictObject({
  address: networkAddress,
  trusted_CA: certificateChain,
  group: z.string().min(1),
  trust_authority_cluster: z.string().min(1),
});

/** Key provider services registered in the workload vCenter; all synchronous. */
export function kmsServiceRoutes(world: World): RouteTable {
  const { store } = world;
  return {
    [`POST ${PATH}?action=query`]: withSession(world, ({ request }) => {
      const services = filterServices(
        store.value.services.filter(({ listed }) => listed),
        request.body,
      );
      if (!services) {
        return invalidArgument(
          'spec',
          'com.vmware.vcenter.trusted_infrastructure.filter_invalid',
          'The filter is not valid.',
        );
      }
      return { status: 200, body: services.map(summaryOf) };
    }),
    [`GET ${PATH}/{service}`]: withSession(
      world,
      ({ parameters: { service: id = '' } }) => {
        const service = store.value.services.find(
          (candidate) => candidate.id === id,
        );
        return service
          ? { status: 200, body: infoOf(service) }
          : notFound('key provider service', id);
      },
    ),
    [`POST ${PATH}`]: withPrivilege(world, MANAGE, ({ request }) =>
      register(world, request.body),
    ),
    [`DELETE ${PATH}/{service}`]: withPrivilege(
      world,
      MANAGE,
      ({ parameters: { service: id = '' } }) => remove(world, id),
    ),
  };
}

function register({ store, context }: World, body: unknown): SimulatorAnswer {
  const parsed = registration.safeParse(body);
  if (!parsed.success) {
    return invalidArgument(
      'spec',
      'com.vmware.vcenter.trusted_infrastructure.spec_invalid',
      'The CreateSpec is not valid.',
    );
  }
  const { hostname, port } = parsed.data.address;
  const id = randomUUID();
  store.update((state) => {
    state.services.push({
      id,
      address: { hostname, ...(port === undefined ? {} : { port }) },
      group: parsed.data.group,
      trustAuthorityCluster: parsed.data.trust_authority_cluster,
      certificates: parsed.data.trusted_CA.cert_chain,
      listed: true,
    });
  });
  context.recordEffect({ operation: 'kms-services.create', object: id });
  return { status: 201, body: id };
}

function remove({ store, context }: World, id: string): SimulatorAnswer {
  if (!store.value.services.some((service) => service.id === id)) {
    return notFound('key provider service', id);
  }
  if (store.value.clusters.some(({ services }) => services.includes(id))) {
    return refuse('RESOURCE_BUSY', {
      id: 'com.vmware.vcenter.trusted_infrastructure.service_in_use',
      text: 'The key provider service is used by a cluster.',
    });
  }
  store.update((state) => {
    state.services = state.services.filter((service) => service.id !== id);
  });
  context.recordEffect({ operation: 'kms-services.delete', object: id });
  return { status: 204 };
}
