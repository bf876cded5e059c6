import type { TaskState } from '@keyward/contract';

import type { Exchange, HeardRequest, Misbehaviour } from '../evil-gateway.ts';

/** What a target does with an approved change, and how the task may end. */
export interface ChangeCase extends Misbehaviour {
  system: 'esx' | 'vcenter';
  ends: readonly TaskState[];
  failureKind?: string;
}

const PROVIDERS = '/api/esx/trusted-infrastructure/kms/providers';
const isCreation = ({ method, path }: HeardRequest): boolean =>
  method === 'POST' && path === PROVIDERS;
const isConfiguration = ({ method, path }: HeardRequest): boolean =>
  method === 'POST' && path.endsWith('/kms/services?vmw-task=true');
const isTaskList = ({ path }: HeardRequest): boolean =>
  path === '/api/cis/tasks?action=list';

/** Nobody can tell what happened, or looking tells it; never a second attempt. */
const HONEST_ENDS = ['succeeded', 'failed', 'outcome_unknown'] as const;

/** Colours, a reordering mark, a zero-width space, markup and a line that looks like an event of ours. */
export const NASTY_TEXT =
  '\u001b[31mred \u202egnp.exe \u200b<img src=x onerror=alert(1)>\n\nevent: bye\ndata: {}';

function refusal(text: string): string {
  return JSON.stringify({
    error_type: 'ERROR',
    messages: [
      { id: 'evil.refusal', default_message: text, args: [text] },
      { id: 'evil.cause', default_message: NASTY_TEXT, args: [NASTY_TEXT] },
    ],
    data: { [text]: [text] },
  });
}

function task(members: Record<string, unknown>): Record<string, unknown> {
  return {
    description: { id: 'x', default_message: NASTY_TEXT, args: [] },
    service: 'x',
    operation: 'x',
    cancelable: false,
    start_time: '2026-01-01T00:00:00.000Z',
    user: 'x',
    ...members,
  };
}

/** Answers a list of tasks with this for each task that was asked for. */
function lists(make: (look: number) => Record<string, unknown> | null) {
  let look = 0;
  return async ({ body, ask, say }: Exchange): Promise<void> => {
    look += 1;
    const made = make(look);
    if (made === null) return say(await ask());
    const asked: unknown = JSON.parse(body);
    say({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Object.fromEntries(idsIn(asked).map((id) => [id, task(made)])),
    });
  };
}

function idsIn(asked: unknown): string[] {
  return [...JSON.stringify(asked).matchAll(/"([^"]+:[^"]+)"/g)].map(
    ([, id = '']) => id,
  );
}

const running = (completed: number, total = 100): Record<string, unknown> => ({
  status: 'RUNNING',
  progress: {
    total,
    completed,
    message: { id: 'x', default_message: NASTY_TEXT, args: [] },
  },
});

/** The work is done, but its task gets another id. */
function startedAs(id: string) {
  return async ({ ask, say }: Exchange): Promise<void> =>
    say({ ...(await ask()), body: id });
}

export const CHANGE_CASES: readonly ChangeCase[] = [
  {
    name: 'says that it did it and did nothing',
    system: 'esx',
    ends: ['failed'],
    failureKind: 'verify',
    when: isCreation,
    answer: ({ response }) => void response.writeHead(204).end(),
  },
  {
    name: 'does something else than was asked',
    system: 'esx',
    ends: ['failed'],
    failureKind: 'verify',
    when: ({ method, path }) =>
      method === 'GET' && path.startsWith(`${PROVIDERS}/provider-`),
    async answer({ ask, say }) {
      const answer = await ask();
      if (answer.status !== 200) return say(answer);
      say({
        ...answer,
        body: { type: 'NATIVE', native_info: { key_id: 'another-key' } },
      });
    },
  },
  {
    name: 'repeats body and headers in a refusal',
    system: 'esx',
    ends: ['failed'],
    failureKind: 'refused',
    when: isCreation,
    answer: ({ response, body, headers }) =>
      void response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(refusal(`${body} ${JSON.stringify(headers)}`)),
  },
  {
    name: 'hangs up after the change arrived',
    system: 'esx',
    ends: HONEST_ENDS,
    when: isCreation,
    answer: ({ socket }) => void socket.destroy(),
  },
  {
    name: 'answers the change with a page',
    system: 'esx',
    ends: HONEST_ENDS,
    when: isCreation,
    answer: ({ response }) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<h1>OK</h1>'),
  },
  {
    name: 'gives its task an id with dots',
    system: 'vcenter',
    ends: HONEST_ENDS,
    when: isConfiguration,
    answer: startedAs('../../api/session'),
  },
  {
    name: 'gives its task an id with line breaks',
    system: 'vcenter',
    ends: HONEST_ENDS,
    when: isConfiguration,
    answer: startedAs('task-1\r\nx-injected: 1'),
  },
  {
    name: 'lets its task run backwards',
    system: 'vcenter',
    ends: ['succeeded'],
    when: isTaskList,
    answer: lists((look) => (look > 4 ? null : running(100 - look * 20))),
  },
  {
    name: 'counts its progress in nonsense',
    system: 'vcenter',
    ends: ['succeeded'],
    when: isTaskList,
    answer: lists((look) =>
      look > 4 ? null : running([-5, 1e300, 0.5, 9e15][look - 1] ?? 0, 0),
    ),
  },
  {
    name: 'tells two results and did nothing',
    system: 'vcenter',
    ends: ['failed'],
    failureKind: 'verify',
    when: (request) => isConfiguration(request) || isTaskList(request),
    answer: (exchange) =>
      isConfiguration(exchange)
        ? exchange.say({
            status: 202,
            headers: { 'content-type': 'application/json' },
            body: 'task-9:com.vmware.evil',
          })
        : TWO_RESULTS(exchange),
  },
  {
    name: 'fails with a text that wants to be more',
    system: 'vcenter',
    ends: ['failed'],
    when: isTaskList,
    answer: lists(() => ({
      status: 'FAILED',
      error: JSON.parse(refusal(NASTY_TEXT)),
    })),
  },
];

const TWO_RESULTS = lists((look) =>
  look === 1
    ? { status: 'SUCCEEDED', result: 'svc-that-is-not-there' }
    : { status: 'FAILED', error: JSON.parse(refusal('Failed after all.')) },
);

/** At 99 of 100 until it is told otherwise. */
export const STUCK: ChangeCase = {
  name: 'stays at 99 per cent for ever',
  system: 'vcenter',
  ends: ['succeeded'],
  when: isTaskList,
  answer: lists(() => running(99)),
};
