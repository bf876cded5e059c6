import type { RouteName } from '@keyward/contract';

import type { LimitSettings } from './limits-section.ts';
import { tooMuch } from './too-much.ts';

type Group = keyof Pick<LimitSettings, 'looks' | 'plans'>;

/** Routes whose handler waits for a target; each of a person's counts while it runs. */
const GROUPS: Partial<Record<RouteName, Group>> = {
  createConnection: 'looks',
  probeConnection: 'looks',
  testConnection: 'looks',
  handshakeAgain: 'looks',
  observeTask: 'looks',
  previewChange: 'plans',
  submitChange: 'plans',
  approveChange: 'plans',
  recheckChange: 'plans',
};

const DETAILS: Record<Group, string> = {
  looks: 'Your other looks at targets are still running.',
  plans: 'Your other previews and decisions are still being worked on.',
};

const RETRY_SECONDS = 2;

export interface RunningLimits {
  /**
   * Begins a request; whoever began it calls what comes back when its handler is done.
   *
   * @throws Refusal `rate_limited` while too many of the person's are running
   */
  begin(route: RouteName, personId: string | null): () => void;
}

/** How many requests that make targets work one person may have running at a time. */
export function createRunningLimits(
  settings: Pick<LimitSettings, Group>,
): RunningLimits {
  const running = new Map<string, number>();
  return {
    begin(route, personId) {
      const group = GROUPS[route];
      if (group === undefined || personId === null) return () => undefined;
      const key = `${group}|${personId}`;
      const count = running.get(key) ?? 0;
      if (count >= settings[group]) {
        throw tooMuch(DETAILS[group], RETRY_SECONDS);
      }
      running.set(key, count + 1);
      return () => {
        const left = (running.get(key) ?? 1) - 1;
        if (left === 0) running.delete(key);
        else running.set(key, left);
      };
    },
  };
}
