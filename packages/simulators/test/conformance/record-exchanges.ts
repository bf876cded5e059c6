import type {
  Simulator,
  SimulatorAnswer,
  SimulatorRequest,
} from '../../src/index.ts';

export interface Exchange {
  request: SimulatorRequest;
  answer: SimulatorAnswer;
}

export interface Recorder {
  exchanges: Exchange[];
  /** Give this to `startEstate({ wrap })`. */
  wrap(simulator: Simulator): Simulator;
}

/** Keeps every vendor exchange that passes through a simulator. */
export function createRecorder(): Recorder {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    wrap: (simulator) => ({
      ...simulator,
      async handle(request) {
        const answer = await simulator.handle(request);
        exchanges.push({ request, answer });
        return answer;
      },
    }),
  };
}
