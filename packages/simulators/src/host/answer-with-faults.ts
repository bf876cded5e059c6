import { setTimeout as wait } from 'node:timers/promises';
import type { FaultQueue } from './faults.ts';
import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from './simulator.ts';

/** What the host does with the connection once the simulator has spoken. */
export type Delivery =
  | { kind: 'answer'; answer: SimulatorAnswer }
  | { kind: 'raw'; contentType: string; text: string }
  | { kind: 'cut' }
  | { kind: 'hang' };

/** Lets the simulator answer, unless an armed fault comes between. */
export async function answerWithFaults(
  simulator: Simulator,
  request: SimulatorRequest,
  faults: FaultQueue,
): Promise<Delivery> {
  const fault = faults.take(request.method, request.path);
  switch (fault?.kind) {
    case undefined:
      return deliver(await simulator.handle(request));
    case 'delay':
      await wait(fault.milliseconds, undefined, { ref: false });
      return deliver(await simulator.handle(request));
    case 'lie':
      return deliver(await simulator.handle({ ...request, lie: true }));
    case 'reset_before_answer':
      await simulator.handle(request);
      return { kind: 'cut' };
    case 'reset_before_work':
      return { kind: 'cut' };
    case 'hang':
      return { kind: 'hang' };
    case 'status':
      return deliver(refusal(simulator, fault.status));
    case 'unauthorized':
      return deliver(refusal(simulator, 401));
    case 'garbage':
      return {
        kind: 'raw',
        contentType: 'application/json',
        text: '{"value": [1, 2, "unfin',
      };
    case 'html':
      return {
        kind: 'raw',
        contentType: 'text/html',
        text: '<html><body>Gateway page</body></html>',
      };
  }
}

function deliver(answer: SimulatorAnswer): Delivery {
  return answer.cutConnection ? { kind: 'cut' } : { kind: 'answer', answer };
}

function refusal(simulator: Simulator, status: number): SimulatorAnswer {
  return simulator.refusal?.(status) ?? { status };
}
