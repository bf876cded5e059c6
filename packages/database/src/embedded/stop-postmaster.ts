import { setTimeout as delay } from 'node:timers/promises';
import { isProcessAlive, processStartTime } from './process-identity.ts';

/** Each signal asks more firmly than the one before; the figure is how long it is given. */
const escalation: readonly (readonly [NodeJS.Signals, milliseconds: number])[] =
  [
    ['SIGTERM', 1_500], // smart: waits for clients to leave
    ['SIGINT', 15_000], // fast: rolls open transactions back
    ['SIGQUIT', 3_000], // immediate: recovery at the next start
    ['SIGKILL', 2_000],
  ];

/** Stops a server and resolves when its process is gone; bounded by the sum of the times above. */
export async function stopPostmaster(pid: number): Promise<void> {
  const startTime = processStartTime(pid);
  if (startTime === undefined) return;
  for (const [signal, patienceMs] of escalation) {
    if (!sendSignal(pid, signal)) return;
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!isProcessAlive(pid) || processStartTime(pid) !== startTime) return;
      await delay(20);
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
