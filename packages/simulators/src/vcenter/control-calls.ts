import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { demoCertificate } from './demo-certificate.ts';
import { DEMO_TOKEN_CASES, makeDemoTokens } from './demo-tokens.ts';
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
    ...(world.personality.hasRegisteredTokens && {
      'GET /demo-tokens': (request: SimulatorRequest) =>
        demoTokens(world, request),
    }),
    ...(world.personality.hasTrustedInfrastructure && {
      'GET /demo-certificate': async (request: SimulatorRequest) => {
        await prepared();
        return demoCertificate(world.store.value, request.query);
      },
    }),
  };
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
