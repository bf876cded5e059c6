import type { Logger } from 'pino';

import { describeError } from './http/send-problem.ts';

/**
 * What becomes of an error that nobody caught. A promise that was left alone is logged and the process goes on: the
 * request it belongs to has been answered or will time out. A throw out of a timer or a callback leaves a state that
 * nobody knows, so the process ends and whoever supervises it starts it again; tasks go on where they were. Neither says
 * the error's own words, which may quote what somebody typed.
 */
export function setCrashPolicy(log: Logger): void {
  process.on('unhandledRejection', (error) =>
    log.error({ error: describeError(error) }, 'A promise was left alone.'),
  );
  process.on('uncaughtException', (error) => {
    log.fatal({ error: describeError(error) }, 'Stopped by an error.');
    process.exit(1);
  });
}
