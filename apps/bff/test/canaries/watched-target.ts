import type { SimulatorEntry } from '@keyward/simulators';

import {
  type Exchange,
  type HeardRequest,
  startEvilGateway,
} from '../hostile/evil-gateway.ts';

/** What a target does with one request instead of an honest answer. */
export interface Prank {
  when(request: HeardRequest): boolean;
  answer(exchange: Exchange): void;
}

/** A simulated target behind a listener that keeps every byte and can be made to misbehave once. */
export interface WatchedTarget {
  name: string;
  behind: SimulatorEntry;
  port: number;
  sha256: string;
  certificatePem: string;
  /** Every request so far, decrypted. */
  everything: readonly string[];
  /** The next request that the prank is about gets it; the others are answered honestly. */
  once(prank: Prank): void;
  /** Pranks that no request has met yet. */
  pending(): number;
  close(): Promise<void>;
}

export async function watchTarget(
  behind: SimulatorEntry,
): Promise<WatchedTarget> {
  const gateway = await startEvilGateway(behind);
  const pranks: Prank[] = [];
  gateway.behave({
    name: 'is honest, with exceptions',
    when: () => true,
    async answer(exchange) {
      const at = pranks.findIndex((prank) => prank.when(exchange));
      const [prank] = at < 0 ? [] : pranks.splice(at, 1);
      if (prank !== undefined) return prank.answer(exchange);
      try {
        exchange.say(await exchange.ask());
      } catch {
        // The simulator hung up, so this does too.
        exchange.socket.destroy();
      }
    },
  });
  return {
    name: behind.name,
    behind,
    port: gateway.port,
    sha256: gateway.sha256,
    certificatePem: gateway.certificatePem,
    everything: gateway.everything,
    once: (prank) => void pranks.push(prank),
    pending: () => pranks.length,
    close: () => gateway.close(),
  };
}

/** Refuses with this status and repeats all it was sent, in its body and in its headers. */
export function echoing(status: number, when: Prank['when']): Prank {
  return {
    when,
    answer: ({ response, headers, body }) => {
      const said = `${body} ${JSON.stringify(headers)}`;
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'x-echo': Buffer.from(said).toString('base64'),
          'x-echo-plain': encodeURIComponent(body),
        })
        .end(
          JSON.stringify({
            error_type: 'ERROR',
            messages: [{ id: 'echo', default_message: said, args: [body] }],
            error: { message: said, code: '4', target: body },
            data: { [body]: said },
          }),
        );
    },
  };
}

/** Sends the console to another address. */
export function redirecting(
  status: number,
  port: number,
  when: Prank['when'],
): Prank {
  const location = `https://127.0.0.1:${String(port)}/steal`;
  return {
    when,
    answer: ({ response }) =>
      void response.writeHead(status, { location }).end(),
  };
}

/** Takes everything and hangs up. */
export function resetting(when: Prank['when']): Prank {
  return { when, answer: ({ socket }) => void socket.destroy() };
}

/** Takes everything and says nothing. */
export function silent(when: Prank['when']): Prank {
  return { when, answer: () => undefined };
}
