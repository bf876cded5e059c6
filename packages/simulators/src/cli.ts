import { parseArgs } from 'node:util';
import { startEstate } from './estate/start-estate.ts';

const USAGE =
  'usage: node cli.ts --data-dir DIR [--task-seconds N] [--session-idle-seconds N] [--echo-secrets] [--only NAME]...';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      'task-seconds': { type: 'string', default: '3' },
      'session-idle-seconds': { type: 'string', default: '1800' },
      'echo-secrets': { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
    },
  });
  if (!values['data-dir']) throw new Error(USAGE);
  const { estate, stop } = await startEstate({
    dataDir: values['data-dir'],
    keyServers: !values.only,
    options: {
      taskSeconds: seconds(values['task-seconds']),
      sessionIdleSeconds: seconds(values['session-idle-seconds']),
      echoSecrets: values['echo-secrets'],
    },
    ...(values.only && { only: values.only }),
  });
  const simulators = estate.simulators.map(({ name, kind, host, port }) => ({
    name,
    kind,
    host,
    port,
  }));
  // Before the ready line: whoever reads it may stop us at once, and more than once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void stop());
  }
  console.log(JSON.stringify({ ready: true, simulators }));
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${text} is no number of seconds. ${USAGE}`);
  }
  return value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
