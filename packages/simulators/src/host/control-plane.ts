import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { isImmediateFault, type FaultQueue } from './faults.ts';
import type { Journal } from './journal.ts';
import { compileRoutes, type RouteTable } from './router.ts';
import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from './simulator.ts';

const PREFIX = '/__simulator';

const faultSchema = z.strictObject({
  fault: z.string(),
  times: z.number().int().min(1).max(1000).default(1),
  method: z.string().optional(),
  path: z.string().optional(),
});

export interface ControlPlaneParts {
  token: string;
  simulator: Simulator;
  journal: Journal;
  faults: FaultQueue;
  reset(): void;
  /** Puts a new key and certificate on the same port. */
  rotateCertificate(): Promise<{ sha256: string; certificatePem: string }>;
}

export interface ControlPlane {
  owns(path: string): boolean;
  handle(request: SimulatorRequest): Promise<SimulatorAnswer>;
}

/** The control plane every simulator answers outside its vendor's paths. */
export function createControlPlane(parts: ControlPlaneParts): ControlPlane {
  const { simulator, journal, faults } = parts;
  const routes: RouteTable = {
    'GET /effects': () => ok({ effects: journal.effects() }),
    'GET /requests': () => ok({ requests: journal.requests() }),
    'GET /faults': () => ok({ faults: faults.list() }),
    'POST /faults': (request) => armFault(request, simulator, faults),
    'POST /reset': () => {
      parts.reset();
      return ok({ reset: true });
    },
    'POST /certificate/rotate': async () => ok(await parts.rotateCertificate()),
    ...simulator.control,
  };
  const match = compileRoutes(routes);
  return {
    owns: (path) => path === PREFIX || path.startsWith(`${PREFIX}/`),
    async handle(request) {
      if (!sameToken(request.headers['x-simulator-control'], parts.token)) {
        return {
          status: 403,
          body: { error: 'the control token is missing or wrong' },
        };
      }
      const below = { ...request, path: request.path.slice(PREFIX.length) };
      const route = match(below);
      if (route.found) return route.handler(below, route.parameters);
      return {
        status: route.pathExists ? 405 : 404,
        body: { error: 'no such control call' },
      };
    },
  };
}

function armFault(
  request: SimulatorRequest,
  simulator: Simulator,
  faults: FaultQueue,
): SimulatorAnswer {
  const parsed = faultSchema.safeParse(request.body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  const { fault } = parsed.data;
  if (isImmediateFault(fault)) {
    if (fault === 'forget_tasks') simulator.forgetTasks?.();
    else simulator.expireSessions?.();
    return ok({ done: fault });
  }
  if (!faults.arm(parsed.data)) {
    return { status: 400, body: { error: `no such fault: ${fault}` } };
  }
  return ok({ faults: faults.list() });
}

function ok(body: unknown): SimulatorAnswer {
  return { status: 200, body };
}

function sameToken(given: string | undefined, expected: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
