import type {
  RouteHandler,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { invalidArgument, notFound } from '../vapi/vapi-error.ts';
import { findProvider } from './find-provider.ts';
import { startTask } from './start-task.ts';
import type { SimulatedProvider } from './state.ts';
import type { TaskEffect } from './task-effect.ts';
import { withPrivilege } from './with-session.ts';
import type { World } from './world.ts';

export interface ProviderCall {
  request: SimulatorRequest;
  cluster: string;
  provider: SimulatedProvider;
  user: string;
}

export const READ = 'TrustedAdmin.ReadKMSTrust';
export const MANAGE = 'TrustedAdmin.ManageKMSTrust';
export const PROVIDERS =
  'com.vmware.vcenter.trusted_infrastructure.trust_authority_clusters.kms.providers';

type Handler = (
  call: ProviderCall,
) => SimulatorAnswer | Promise<SimulatorAnswer>;

/** Finds the provider a path names; empty ids are invalid, unknown ones are not found. */
export function withProvider(
  world: World,
  privilege: string,
  handler: Handler,
): RouteHandler {
  return withPrivilege(world, privilege, ({ request, parameters, session }) => {
    const { cluster = '', provider: name = '' } = parameters;
    if (cluster === '' || name === '') {
      return invalidArgument(
        'provider',
        'sim.empty_id',
        'Cluster and provider must not be empty.',
      );
    }
    if (
      !world.store.value.trustAuthorityClusters.some(({ id }) => id === cluster)
    ) {
      return notFound('Trust Authority cluster', cluster);
    }
    const provider = findProvider(world.store.value, cluster, name);
    return provider
      ? handler({ request, cluster, provider, user: session.user })
      : notFound('key provider', name);
  });
}

export interface ProviderTask {
  service: string;
  operation: string;
  text: string;
  effect: TaskEffect;
  sentinel?: string | null;
  /** Further message arguments, used by the echoing mode only. */
  echo?: string[];
}

/** Starts a task on a provider. */
export function startProviderTask(
  world: World,
  call: ProviderCall,
  work: ProviderTask,
): SimulatorAnswer {
  const { service, operation, text, effect, sentinel = null, echo = [] } = work;
  return startTask(world, {
    service,
    operation,
    description: {
      id: `${service}.${operation}`,
      text,
      args: [call.provider.name, ...echo],
    },
    target: { type: PROVIDERS.replace(/s$/, ''), id: call.provider.name },
    user: call.user,
    effect,
    sentinel,
  });
}
