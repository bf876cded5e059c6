import { OntapRefusal } from './refusal.ts';

const DOMAIN = 'keyward.test';
const MAX_SLOW_SECONDS = 300;

/** What server names under `keyward.test` make the cluster do. */
export interface SentinelEffect {
  /** Wait before the work. */
  slowSeconds: number;
  /** Cut the connection after the work. */
  isAnswerLost: boolean;
  /** Answer success without storing this server. */
  isLie(server: string): boolean;
  /** Store this server with another timeout than asked. */
  isAltered(server: string): boolean;
}

/**
 * Reads the sentinels out of normalised servers.
 *
 * @throws OntapRefusal for `error-<code>.keyward.test`.
 */
export function readSentinels(
  servers: readonly string[],
  target: string,
): SentinelEffect {
  for (const server of servers) {
    const code = labelNumber(server, 'error-');
    if (code !== undefined) throw new OntapRefusal(code, { target });
  }
  const slow = servers.map((server) =>
    Number(labelNumber(server, 'slow-') ?? 0),
  );
  return {
    slowSeconds: Math.min(Math.max(0, ...slow), MAX_SLOW_SECONDS),
    isAnswerLost: servers.some((server) => isSentinel(server, 'drop')),
    isLie: (server) => isSentinel(server, 'lie'),
    isAltered: (server) => isSentinel(server, 'altered'),
  };
}

function isSentinel(server: string, label: string): boolean {
  return server.startsWith(`${label}.${DOMAIN}:`);
}

function labelNumber(server: string, prefix: string): string | undefined {
  const match = /^([a-z]+-)(\d{1,12})\.keyward\.test:/.exec(server);
  return match?.[1] === prefix ? match[2] : undefined;
}
