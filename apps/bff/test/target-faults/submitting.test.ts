import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Exchange, Misbehaviour } from '../hostile/evil-gateway.ts';
import { lookAtTask } from '../support/changes.ts';
import type { SimulatorName } from '../support/console-under-test.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  type Ended,
  type GatewayStage,
  openGatewayStage,
  OPERATIONS_ON_TARGETS,
  type TargetOperation,
} from './gateway-stage.ts';

/** One operation a fault at the usual scale; each with each when the figures are wanted. */
const SHOWN: readonly SimulatorName[] = ['vc-work'];
const ALL: readonly SimulatorName[] = [
  'vc-work',
  'vc-ta',
  'vc-91',
  'ontap-01',
  'esx-01',
];
const NAMES = isFullScale ? ALL : SHOWN;
const LONGEST_MS = isFullScale ? 900_000 : 60_000;

let stage: GatewayStage;

beforeAll(async () => {
  stage = await openGatewayStage(NAMES);
});
afterAll(() => stage.close());

const operations = OPERATIONS_ON_TARGETS.filter(({ on }) => NAMES.includes(on));

type Answer = (exchange: Exchange) => void | Promise<void>;

/** The target misbehaves towards the request that changes something, `times` times. */
function towardsTheChange(
  operation: TargetOperation,
  name: string,
  answer: Answer,
  times = Number.POSITIVE_INFINITY,
): Misbehaviour {
  let done = 0;
  return {
    name,
    when: (request) => operation.isMutation(request) && done < times,
    answer(exchange) {
      done += 1;
      return answer(exchange);
    },
  };
}

const says =
  (status: number, headers: Record<string, string> = {}): Answer =>
  ({ response }) =>
    void response.writeHead(status, headers).end();
/** Does the work and says something else. */
const doesAnd =
  (then: Answer): Answer =>
  async (exchange) => {
    await exchange.ask();
    await then(exchange);
  };
const hangsUp: Answer = ({ socket }) => void socket.destroy();
const breaksOff: Answer = ({ response, socket }) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': '400',
  });
  response.write('{"value":');
  setTimeout(() => socket.destroy(), 50);
};

/** Whatever happens: at most one effect, and a word about it that is true. */
function isHonest({ task, effects }: Ended): boolean {
  if (effects > 1) return false;
  if (task.state === 'succeeded') return effects === 1;
  if (task.state === 'failed') return effects === 0;
  return task.state === 'outcome_unknown';
}

interface Tried {
  what: string;
  answer: Answer;
  times?: number;
}

/** Tries each fault on each operation and returns what was not honest. */
async function tryAll(
  faults: readonly Tried[],
  isRight: (ended: Ended) => boolean = isHonest,
): Promise<{ wrong: string[]; tried: number }> {
  const wrong: string[] = [];
  let tried = 0;
  for (const operation of operations) {
    for (const { what, answer, times } of faults) {
      const ended = await stage.run(
        operation,
        towardsTheChange(operation, what, answer, times),
      );
      tried += 1;
      if (isRight(ended)) continue;
      const { task, sent, effects } = ended;
      wrong.push(
        `${operation.scenario.name}, ${what}: ${task.state} ${task.explanation?.code ?? ''}, sent ${String(sent)}, effects ${String(effects)}`,
      );
    }
  }
  return { wrong, tried };
}

function tell(
  figure: string,
  { wrong, tried }: { wrong: string[]; tried: number },
): void {
  tellFigure(figure, tried - wrong.length, { least: tried, of: tried });
}

describe('a target that gets the change and', { timeout: LONGEST_MS }, () => {
  it('answers with an error of its own is looked at, and never sent a second effect', async () => {
    const codes = isFullScale ? [500, 502, 504] : [500];
    const faults = codes.flatMap((code) => [
      { what: `${String(code)} after the work`, answer: doesAnd(says(code)) },
      ...(isFullScale
        ? [{ what: `${String(code)} before it`, answer: says(code) }]
        : []),
    ]);
    const ended = await tryAll(faults);
    tell('F5 honest after 500, 502 and 504', ended);
    expect(ended.wrong).toEqual([]);
  });

  it('refuses it ends it, once, and nothing has changed', async () => {
    const codes = isFullScale ? [403, 404, 409, 412] : [409];
    const faults = codes.map((code) => ({
      what: String(code),
      answer: says(code),
    }));
    const ended = await tryAll(
      faults,
      ({ task, sent, effects }) =>
        task.state === 'failed' && sent === 1 && effects === 0,
    );
    tell('F8 refusals that end it', ended);
    expect(ended.wrong).toEqual([]);
  });

  it('breaks the connection is looked at before anything else happens', async () => {
    const faults: Tried[] = [
      { what: 'hangs up after the work', answer: doesAnd(hangsUp) },
      ...(isFullScale
        ? [
            {
              what: 'hangs up before the work, once',
              answer: hangsUp,
              times: 1,
            },
            { what: 'hangs up before the work, always', answer: hangsUp },
            { what: 'breaks off in the body', answer: doesAnd(breaksOff) },
          ]
        : []),
    ];
    const ended = await tryAll(faults);
    tell('F9 honest after a broken connection', ended);
    expect(ended.wrong).toEqual([]);
  });

  it('answers with garbage is looked at', async () => {
    const raw =
      (body: string, type = 'application/json', status = 200): Answer =>
      ({ response }) =>
        void response.writeHead(status, { 'content-type': type }).end(body);
    const garbage: Tried[] = [
      { what: 'truncated JSON', answer: raw('{"value": [1,') },
      { what: 'a page', answer: raw('<h1>OK</h1>', 'text/html') },
      { what: 'a wrong type', answer: raw('12', 'application/json', 202) },
      { what: 'an empty 200', answer: raw('') },
      { what: 'too deep', answer: raw('['.repeat(5_000) + ']'.repeat(5_000)) },
    ];
    const faults = isFullScale
      ? garbage.flatMap(({ what, answer }) => [
          { what, answer },
          { what: `${what}, after the work`, answer: doesAnd(answer) },
        ])
      : garbage.slice(2, 3);
    const ended = await tryAll(faults);
    tell('F11 honest after garbage', ended);
    expect(ended.wrong).toEqual([]);
  });
});

describe('a target that forgets its task', { timeout: LONGEST_MS }, () => {
  it('is believed about the object itself, and gets the change once', async () => {
    const following = operations.filter(({ scenario }) =>
      /configure-cluster|client-certificate$/.test(scenario.name),
    );
    const wrong: string[] = [];
    let tried = 0;
    for (const operation of following) {
      for (const isDone of isFullScale ? [true, false] : [true]) {
        const ended = await stage.run(operation, forgets(operation, isDone));
        tried += 1;
        const { task, sent, effects } = ended;
        const expected = isDone ? 'succeeded' : 'outcome_unknown';
        if (task.state === expected && sent === 1 && isHonest(ended)) continue;
        wrong.push(
          `${operation.scenario.name}, done ${String(isDone)}: ${task.state} ${task.explanation?.code ?? ''}, sent ${String(sent)}, effects ${String(effects)}`,
        );
      }
    }
    tell('F12 honest about a forgotten task', { wrong, tried });
    expect(wrong).toEqual([]);
  });

  /** Accepts the change, does it or not, and knows nothing of the task when it is asked. */
  function forgets(operation: TargetOperation, isDone: boolean): Misbehaviour {
    let id: unknown = null;
    return {
      name: 'forgets',
      when: (request) =>
        operation.isMutation(request) ||
        (typeof id === 'string' &&
          (request.path.includes(encodeURIComponent(id)) ||
            request.body.includes(id))),
      async answer(exchange) {
        if (operation.isMutation(exchange)) {
          const answer = isDone
            ? await exchange.ask()
            : {
                status: 202,
                headers: { 'content-type': 'application/json' },
                body: 'task-1:com.vmware.forgotten',
              };
          id = answer.body;
          return exchange.say(answer);
        }
        const isList = exchange.path.includes('action=list');
        exchange.say({
          status: isList ? 200 : 404,
          headers: { 'content-type': 'application/json' },
          body: isList ? {} : { error_type: 'NOT_FOUND', messages: [] },
        });
      },
    };
  }
});

describe('a target that is busy', { timeout: LONGEST_MS }, () => {
  const inASecond = (): string => new Date(Date.now() + 1_000).toUTCString();

  it('gets the time it asks for, and then the change, once', async () => {
    const operation = operations[0];
    if (operation === undefined) throw new Error('There is no operation.');
    const asked: Tried[] = [
      { what: '503 for a second', answer: says(503, { 'retry-after': '1' }) },
      ...(isFullScale
        ? [
            {
              what: '429 for a second',
              answer: says(429, { 'retry-after': '1' }),
            },
            {
              what: '429 until a date',
              answer: (exchange: Exchange) =>
                says(429, { 'retry-after': inASecond() })(exchange),
            },
            {
              what: '503 until a date',
              answer: (exchange: Exchange) =>
                says(503, { 'retry-after': inASecond() })(exchange),
            },
            { what: '429 without a time', answer: says(429) },
            { what: '503 without a time', answer: says(503) },
          ]
        : []),
    ];
    let right = 0;
    for (const { what, answer } of asked) {
      const { task, sent, effects } = await stage.run(
        operation,
        towardsTheChange(operation, what, answer, 1),
      );
      expect({ what, state: task.state, sent, effects }).toEqual({
        what,
        state: 'succeeded',
        sent: 2,
        effects: 1,
      });
      right += 1;
    }
    tellFigure('F6 waited for, then done once', right, {
      least: asked.length,
      of: asked.length,
    });
  });

  it('is believed for five minutes at most, and keeps no other target waiting', async () => {
    const operation = operations[0];
    if (operation === undefined) throw new Error('There is no operation.');
    const absurd = towardsTheChange(
      operation,
      'asks for thirty years',
      says(429, { 'retry-after': '1000000000' }),
    );
    const { taskId } = await stage.begin(operation, absurd);
    const id = taskId ?? '';
    const waitMs = await waitFor('the task to wait', async () => {
      const row = await stage.console.db
        .selectFrom('task')
        .select('due_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return row.due_at !== null && row.due_at.getTime() - Date.now();
    });
    expect(waitMs).toBeGreaterThan(60_000);
    expect(waitMs).toBeLessThanOrEqual(5 * 60_000 + 1_000);
    // The simulator itself is another connection, and answers at once.
    const direct = await stage.admin.call(
      'POST',
      `/api/connections/${stage.console.connectionId(operation.on)}/test`,
    );
    expect(direct.status).toBe(200);
    const { state } = await lookAtTask(stage.admin, id);
    expect(['queued', 'running']).toContain(state);
    await stage.admin.call('POST', `/api/tasks/${id}/cancel`, {});
    tellFigure('F6 absurd time, s', Math.round(waitMs / 1_000), { most: 301 });
  });
});
