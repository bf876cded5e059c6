import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import type { Logger } from 'pino';

import { expireChanges } from './changes/expire-changes.ts';
import type { ChangeTasks } from './changes/change-parts.ts';
import { forgetOldDrafts } from './drafts/erase-drafts.ts';
import { startDueChanges } from './changes/start-due-changes.ts';
import { describeError } from './http/send-problem.ts';
import { forgetOldLimits } from './limits/shared-limits.ts';
import { forgetOldChallenges } from './passkeys/passkey-challenges.ts';
import type { Notices } from './notifications/notices.ts';
import { forgetOldDeliveries } from './notifications/take-deliveries.ts';
import { tellExpiring } from './notifications/tell-expiring.ts';
import { forgetOldEvents } from './retention/forget-old-events.ts';

const COOL_OFF_MS = 1_000;
const EXPIRY_MS = 10_000;
const CHALLENGES_MS = 60_000;
const CLEANING_MS = 60 * 60_000;

/** What nobody asks for and has to happen all the same. Returns a function that stops it. */
export function startHousekeeping(
  db: Database,
  notices: Notices,
  tasks: Pick<ChangeTasks, 'create'>,
  log: Logger,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const every = (ms: number, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      running = running
        .then(work)
        .catch((error: unknown) =>
          log.error({ error: describeError(error) }, 'Housekeeping failed.'),
        );
    }, ms).unref();
  const timers = [
    every(CHALLENGES_MS, () => forgetOldChallenges(db)),
    every(CHALLENGES_MS, () => forgetOldLimits(db)),
    every(COOL_OFF_MS, () => startDueChanges(db, tasks, notices)),
    every(EXPIRY_MS, () => expireChanges(db, notices)),
    every(EXPIRY_MS, () => tellExpiring(db, notices)),
    every(CLEANING_MS, () => forgetOldKeysAndSessions(db)),
    every(CLEANING_MS, () => forgetOldDeliveries(db)),
    every(CLEANING_MS, () => forgetOldDrafts(db)),
    every(CLEANING_MS, () => forgetOldEvents(db)),
  ];
  return async () => {
    timers.forEach(clearInterval);
    await running;
  };
}

async function forgetOldKeysAndSessions(db: Database): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', sql<Date>`now() - interval '7 days'`)
    .execute();
  await db
    .deleteFrom('used_sign_in')
    .where('used_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  await db
    .deleteFrom('session')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
}
