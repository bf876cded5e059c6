import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { DEMO_TOKEN_CASES, makeDemoTokens } from './demo-tokens.ts';
import { findProvider } from './find-provider.ts';
import {
  answerCsr,
  makeCertificate,
  makeIssuer,
} from './throwaway-certificates.ts';
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
        return demoCertificate(world, request);
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

/** A certificate with its key, or, with `cluster` and `provider`, the answer to the provider's CSR. */
async function demoCertificate(
  { store }: World,
  { query }: SimulatorRequest,
): Promise<SimulatorAnswer> {
  const issuer = await makeIssuer('Demo Issuing CA');
  const cluster = query.get('cluster');
  const name = query.get('provider');
  if (cluster === null || name === null) {
    const { certificatePem, privateKeyPem } = await makeCertificate({
      subject: 'CN=demo-client, O=Corp Example',
      issuer,
    });
    return {
      status: 200,
      body: { certificate: certificatePem, privateKey: privateKeyPem },
    };
  }
  const csr = findProvider(store.value, cluster, name)?.csr;
  if (!csr) {
    return {
      status: 400,
      body: { error: 'this provider has no certificate signing request' },
    };
  }
  return {
    status: 200,
    body: { certificate: await answerCsr(csr.pem, issuer) },
  };
}
