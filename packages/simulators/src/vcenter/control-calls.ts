import { z } from 'zod';

import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { demoCertificate, signDemoCsr } from './demo-certificate.ts';
import { DEMO_TOKEN_CASES, makeDemoTokens } from './demo-tokens.ts';
import { timesOf } from './task-clock.ts';
import type { World } from './world.ts';

/** Calls below `/__simulator` that hand a person what only another system could make. */
export function controlCalls(
  world: World,
  prepared: () => Promise<void>,
): NonNullable<Simulator['control']> {
  const { sessions, context } = world;
  return {
    'POST /sessions/fill': () => {
      sessions.fill(context.credentials.username, context.now());
      return { status: 200, body: { sessions: sessions.size } };
    },
    'POST /names': (request) => addNamed(world, request),
    'GET /task-times': () => ({
      status: 200,
      body: { tasks: world.store.value.tasks.map(timesOf) },
    }),
    ...(world.personality.hasRegisteredTokens && {
      'GET /demo-tokens': (request: SimulatorRequest) =>
        demoTokens(world, request),
    }),
    ...(world.personality.hasTrustedInfrastructure && {
      'GET /demo-certificate': async (request: SimulatorRequest) => {
        await prepared();
        return demoCertificate(world.store.value, request.query);
      },
      'POST /demo-certificate': ({ body }: SimulatorRequest) =>
        signDemoCsr(body),
    }),
  };
}

const namesSchema = z.strictObject({ names: z.array(z.string()).max(200) });

/** One more cluster, or key provider, of each of these names: a target may call its things what it likes. */
function addNamed(
  { store }: World,
  { body }: SimulatorRequest,
): SimulatorAnswer {
  const parsed = namesSchema.safeParse(body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  store.update(({ clusters, trustAuthorityClusters }) => {
    const [cluster] = clusters;
    const providers = trustAuthorityClusters[0]?.providers;
    const provider = providers?.[0];
    for (const [index, name] of parsed.data.names.entries()) {
      if (cluster !== undefined) {
        const id = `${cluster.id}-named-${String(index)}`;
        clusters.push({ ...cluster, id, name, services: [], applied: [] });
      }
      if (providers !== undefined && provider !== undefined) {
        const said = {
          description: name,
          details: [name],
          health: 'ERROR' as const,
        };
        providers.push({ ...provider, ...said, name, csr: null });
      }
    }
  });
  return { status: 200, body: { added: parsed.data.names.length } };
}

function demoTokens(
  { store, context }: World,
  { query }: SimulatorRequest,
): SimulatorAnswer {
  const wanted = query.get('case') ?? 'valid';
  const known = DEMO_TOKEN_CASES.find((name) => name === wanted);
  if (!known) {
    return {
      status: 400,
      body: { error: `case is one of ${DEMO_TOKEN_CASES.join(', ')}` },
    };
  }
  return {
    status: 200,
    body: makeDemoTokens(store.value.instanceId, context.now(), known),
  };
}
