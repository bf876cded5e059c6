import { compileRoutes } from '../host/index.ts';
import type { Simulator, SimulatorContext } from '../host/index.ts';
import { noSuchResource, refuse, unauthenticated } from '../vapi/vapi-error.ts';
import { providerRoutes } from './provider-routes.ts';
import { createSignIn } from './sign-in.ts';
import type { EsxAuth } from './sign-in.ts';
import type { EsxState } from './state.ts';

/** Providers a fresh host has. */
const INITIAL: EsxState = {
  providers: [
    {
      name: 'nkp-cluster',
      type: 'NATIVE',
      keyId: '52f6c8d1-7c0b-4a35-9a55-8b1d3f0e2a11',
    },
    { name: 'trusted-kms', type: 'TRUST_AUTHORITY', keyId: null },
  ],
};

/** A simulated ESX host that accepts exactly one way of signing in. */
export function createEsxSimulator(
  context: SimulatorContext,
  auth: EsxAuth,
): Simulator {
  const store = context.openStore<EsxState>(() => structuredClone(INITIAL));
  const signIn = createSignIn(context, auth);
  const match = compileRoutes({
    ...signIn.routes,
    ...providerRoutes(context, store, signIn),
  });
  return {
    name: context.name,
    kind: 'esx',
    handle(request) {
      const route = match(request);
      return route.found
        ? route.handler(request, route.parameters)
        : noSuchResource();
    },
    tick: () => undefined,
    close: () => signIn.expire(),
    refusal: (status) =>
      status === 401
        ? unauthenticated()
        : {
            ...refuse('ERROR', { id: 'sim.fault', text: 'An injected fault.' }),
            status,
          },
    expireSessions: () => signIn.expire(),
    reset: () => signIn.expire(),
  };
}
