import type { Simulator, SimulatorContext } from '../host/index.ts';
import { compileRoutes } from '../host/index.ts';
import { noSuchResource, refuse, unauthenticated } from '../vapi/vapi-error.ts';
import { controlCalls } from './control-calls.ts';
import { finishTasks } from './finish-tasks.ts';
import type { Personality } from './personality.ts';
import {
  adoptKeyServers,
  prepareCertificates,
} from './prepare-certificates.ts';
import { vcenterRoutes } from './routes.ts';
import { SessionTable } from './session-table.ts';
import { FORGOTTEN } from './start-task.ts';
import type { World } from './world.ts';

export { vc91 } from './personalities/vc-91.ts';
export { vcTa } from './personalities/vc-ta.ts';
export { vcWork } from './personalities/vc-work.ts';

/** A simulated vCenter of one release and role. */
export function createVcenterSimulator(
  context: SimulatorContext,
  personality: Personality,
): Simulator {
  const store = context.openStore(() => personality.initialState(context));
  const sessions = new SessionTable(context.options.sessionIdleSeconds);
  const world: World = { context, personality, store, sessions };
  const match = compileRoutes(vcenterRoutes(world));
  let ready: Promise<void> | null = null;
  const prepare = async (): Promise<void> => {
    await prepareCertificates(store);
    adoptKeyServers(store, context.keyServers);
  };
  const prepared = () => (ready ??= prepare());
  return {
    name: context.name,
    kind: 'vcenter',
    async handle(request) {
      await prepared();
      const route = match(request);
      return route.found
        ? route.handler(request, route.parameters)
        : noSuchResource();
    },
    tick: (nowMs) => finishTasks(world, nowMs),
    close: () => sessions.clear(),
    refusal: (status) =>
      status === 401
        ? unauthenticated()
        : {
            ...refuse(status === 503 ? 'SERVICE_UNAVAILABLE' : 'ERROR', {
              id: 'sim.fault',
              text: 'An injected fault.',
            }),
            status,
          },
    forgetTasks: () =>
      store.update((state) => {
        for (const task of state.tasks) {
          if (!task.id.startsWith(FORGOTTEN)) {
            task.id = `${FORGOTTEN}${task.id}`;
          }
        }
      }),
    expireSessions: () => sessions.clear(),
    reset() {
      // Sessions in use go on: a reset is about state, and ending them is a fault of its own.
      sessions.endForgotten();
      ready = null;
    },
    control: controlCalls(world, prepared),
  };
}
