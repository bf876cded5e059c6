import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { answerWithFaults, type Delivery } from './answer-with-faults.ts';
import { createControlPlane } from './control-plane.ts';
import { FaultQueue } from './faults.ts';
import type { TlsIdentity } from './identity.ts';
import type { Journal } from './journal.ts';
import { readRequest } from './request-body.ts';
import type { Simulator } from './simulator.ts';

const TICK_MS = 250;

export interface ServeOptions {
  simulator: Simulator;
  identity: TlsIdentity;
  journal: Journal;
  controlToken: string;
  /** 0 picks a free port. */
  port: number;
  now: () => number;
  /** Puts the stored state back to what a first start has. */
  resetState: () => void;
  /** Makes and stores the identity that follows the present one. */
  nextIdentity(): Promise<TlsIdentity>;
}

export interface ServedSimulator {
  port: number;
  stop: () => Promise<void>;
}

/**
 * Serves one simulator over HTTPS on 127.0.0.1.
 *
 * @throws the listen error (EADDRINUSE) when the kept port is taken.
 */
export async function serveSimulator(
  options: ServeOptions,
): Promise<ServedSimulator> {
  const { simulator, journal, identity } = options;
  const faults = new FaultQueue();
  const server = createServer({
    ...tlsMaterial(identity),
    minVersion: 'TLSv1.2',
    keepAliveTimeout: 65_000,
  });
  const controlPlane = createControlPlane({
    token: options.controlToken,
    simulator,
    journal,
    faults,
    reset() {
      options.resetState();
      simulator.reset?.();
      faults.clear();
      journal.clear();
    },
    async rotateCertificate() {
      const next = await options.nextIdentity();
      server.setSecureContext(tlsMaterial(next));
      // A connection that is open already would go on under the old certificate.
      setImmediate(() => server.closeIdleConnections());
      return { sha256: next.sha256, certificatePem: next.certificatePem };
    },
  });

  async function respond(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request = await readRequest(message);
    if (!request) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    if (controlPlane.owns(request.path)) {
      send(response, {
        kind: 'answer',
        answer: await controlPlane.handle(request),
      });
      return;
    }
    simulator.tick(options.now());
    const delivery = await answerWithFaults(simulator, request, faults);
    journal.recordRequest(request.method, request.path, statusOf(delivery));
    send(response, delivery);
  }

  server.on('request', (message, response) => {
    respond(message, response).catch((error: unknown) =>
      failLoudly(simulator.name, response, error),
    );
  });
  await listen(server, options.port);
  const ticker = setInterval(() => simulator.tick(options.now()), TICK_MS);

  return {
    port: portOf(server),
    async stop() {
      clearInterval(ticker);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      simulator.close();
    },
  };
}

function tlsMaterial(identity: TlsIdentity) {
  return { key: identity.privateKeyPem, cert: identity.certificatePem };
}

function send(response: ServerResponse, delivery: Delivery): void {
  switch (delivery.kind) {
    case 'cut':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
    case 'raw':
      response
        .writeHead(200, { 'content-type': delivery.contentType })
        .end(delivery.text);
      return;
    case 'answer': {
      const { status, headers, body } = delivery.answer;
      if (body === undefined) {
        response.writeHead(status, headers).end();
        return;
      }
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    }
  }
}

function statusOf(delivery: Delivery): number {
  if (delivery.kind === 'answer') return delivery.answer.status;
  return delivery.kind === 'raw' ? 200 : 0;
}

/** A fault in the simulator itself must not look like the vendor's behaviour. */
function failLoudly(
  name: string,
  response: ServerResponse,
  error: unknown,
): void {
  process.stderr.write(
    `simulator ${name}: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  if (!response.headersSent) response.writeHead(599);
  response.end();
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the simulator listens on no TCP port');
  }
  return address.port;
}
