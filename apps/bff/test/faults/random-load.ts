import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { changeDetail } from '@keyward/contract';
import { trySubmit } from '../support/changes.ts';
import type { Answer } from '../support/send.ts';
import type { FaultStage } from './fault-stage.ts';
import type { LedgerEntry } from './ledger.ts';

interface RandomLoad {
  ledger: LedgerEntry[];
  /** Requests that no console answered. */
  unanswered(): number;
  stop(): Promise<void>;
}

/** How long somebody waits before they try again, when the console is away. */
const AWAY_MS = 100;

/** People who submit, approve, reject, withdraw and cancel as fast as they are answered, whether or not they are. */
export function startRandomLoad(stage: FaultStage, people: number): RandomLoad {
  const ledger: LedgerEntry[] = [];
  let isOver = false;
  let unanswered = 0;

  async function oneChange(): Promise<void> {
    const { admin, reviewer } = stage.people();
    const provider = `provider-${randomUUID()}`;
    const submitted = await trySubmit(admin, {
      operation: 'esx.create-native-provider',
      connectionId: stage.connectionId('esx-01'),
      input: {
        provider,
        keyId: randomUUID(),
        keyDerivationKey: randomBytes(32).toString('base64'),
      },
      reason: 'One of many',
    });
    if (!isAcknowledged(submitted)) return;
    const { id, digest } = changeDetail.parse(submitted.body);
    const entry: LedgerEntry = {
      id,
      provider,
      decision: null,
      isCancelled: false,
    };
    ledger.push(entry);
    const act = (who: typeof admin, what: string, body: unknown) =>
      who.call('POST', `/api/changes/${id}/${what}`, body);
    switch (randomInt(6)) {
      case 0: {
        const comment = 'Not now';
        const answer = await act(reviewer, 'reject', { digest, comment });
        if (isAcknowledged(answer)) entry.decision = 'reject';
        return;
      }
      case 1:
        if (isAcknowledged(await act(admin, 'withdraw', {}))) {
          entry.decision = 'withdraw';
        }
        return;
      default: {
        const answer = await act(reviewer, 'approve', { digest });
        if (!isAcknowledged(answer)) return;
        entry.decision = 'approve';
        const { taskId } = changeDetail.parse(answer.body);
        if (taskId === null || randomInt(4) > 0) return;
        const path = `/api/tasks/${taskId}/cancel`;
        const cancelled = await admin.call('POST', path, {});
        entry.isCancelled =
          isAcknowledged(cancelled) &&
          /"state":"cancelled"/.test(cancelled.text);
      }
    }
  }

  async function onePerson(): Promise<void> {
    while (!isOver) {
      try {
        await oneChange();
      } catch {
        unanswered += 1;
        await pause(AWAY_MS);
      }
    }
  }

  const working = Array.from({ length: people }, () => onePerson());
  return {
    ledger,
    unanswered: () => unanswered,
    async stop() {
      isOver = true;
      await Promise.all(working);
    },
  };
}

/** What a person may rely on. A refusal promises nothing. */
function isAcknowledged({ status }: Answer): boolean {
  return status < 300;
}
