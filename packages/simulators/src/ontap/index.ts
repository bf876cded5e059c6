import { setTimeout as wait } from 'node:timers/promises';
import { compileRoutes } from '../host/router.ts';
import type {
  Simulator,
  SimulatorAnswer,
  SimulatorContext,
  SimulatorRequest,
} from '../host/simulator.ts';
import { requireAccount } from './authentication.ts';
import { makeInitialCertificates } from './initial-certificates.ts';
import { initialState } from './initial-state.ts';
import { finishJobs } from './jobs.ts';
import { inAcceptedMediaType } from './media-type.ts';
import type { OntapParts } from './ontap-parts.ts';
import { OntapRefusal, refusalAnswer } from './refusal.ts';
import { ontapRoutes } from './routes.ts';

/** Codes of refusals that the host asks for. */
const NOT_ACCEPTED = '6691623';
const SHUTTING_DOWN = '13001';

/** An ONTAP 9.16.1 cluster with key managers in the cluster and in several SVMs. */
export async function createOntapSimulator(
  context: SimulatorContext,
): Promise<Simulator> {
  const certificates = await makeInitialCertificates(
    context.keyServers?.authorityPem,
  );
  const closing = new AbortController();
  const parts: OntapParts = {
    context,
    store: context.openStore(() => initialState(certificates)),
    async pause(seconds) {
      const options = { signal: closing.signal, ref: false };
      await wait(seconds * 1000, undefined, options).catch(() => {
        throw new OntapRefusal(SHUTTING_DOWN);
      });
      finishJobs(parts, context.now());
    },
  };
  const match = compileRoutes(ontapRoutes);

  async function answer(request: SimulatorRequest): Promise<SimulatorAnswer> {
    try {
      requireAccount(request, context);
      const route = match(request);
      if (!route.found) {
        throw new OntapRefusal(route.pathExists ? '3' : '4', {
          target: 'path',
        });
      }
      return await route.handler(parts, request, route.parameters);
    } catch (error) {
      if (error instanceof OntapRefusal) return refusalAnswer(error);
      throw error;
    }
  }

  return {
    name: context.name,
    kind: 'ontap',
    handle: async (request) =>
      inAcceptedMediaType(request, await answer(request)),
    tick: (nowMs) => finishJobs(parts, nowMs),
    close: () => closing.abort(),
    refusal: (status) => ({
      ...refusalAnswer(
        new OntapRefusal(status === 401 ? NOT_ACCEPTED : SHUTTING_DOWN),
      ),
      status,
    }),
    forgetTasks: () => parts.store.update((state) => void (state.jobs = [])),
  };
}
