import { request } from 'node:https';
import { z } from 'zod';
import type { Estate } from './estate-file.ts';

const effectsSchema = z.object({
  effects: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      operation: z.string(),
      object: z.string(),
      detail: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
const requestsSchema = z.object({
  requests: z.array(
    z.object({ method: z.string(), path: z.string(), status: z.number() }),
  ),
});
const rotatedSchema = z.object({
  sha256: z.string(),
  certificatePem: z.string(),
});

interface FaultOptions {
  times?: number;
  method?: string;
  /** Only requests whose path contains this text. */
  path?: string;
}

/** The control plane of one running simulator, for tests and benchmarks. */
export interface ControlClient {
  effects(): Promise<z.infer<typeof effectsSchema>['effects']>;
  requests(): Promise<z.infer<typeof requestsSchema>['requests']>;
  fault(fault: string, options?: FaultOptions): Promise<void>;
  reset(): Promise<void>;
  rotateCertificate(): Promise<z.infer<typeof rotatedSchema>>;
  /** A call of this simulator only, such as `GET /demo-tokens`. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
}

/** @throws when the estate has no running simulator of that name. */
export function createControlClient(
  estate: Estate,
  name: string,
): ControlClient {
  function call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    const entry = estate.simulators.find(
      (simulator) => simulator.name === name,
    );
    if (!entry) throw new Error(`no simulator ${name} in this estate`);
    const { host, port, certificatePem } = entry;
    return send({
      host,
      port,
      ca: certificatePem,
      token: estate.controlToken,
      method,
      path,
      body,
    });
  }
  return {
    call,
    effects: async () =>
      effectsSchema.parse(await call('GET', '/effects')).effects,
    requests: async () =>
      requestsSchema.parse(await call('GET', '/requests')).requests,
    fault: async (fault, options) =>
      void (await call('POST', '/faults', { fault, ...options })),
    reset: async () => void (await call('POST', '/reset')),
    rotateCertificate: async () =>
      rotatedSchema.parse(await call('POST', '/certificate/rotate')),
  };
}

interface ControlCall {
  host: string;
  port: number;
  ca: string;
  token: string;
  method: string;
  path: string;
  body: unknown;
}

function send({
  host,
  port,
  ca,
  token,
  method,
  path,
  body,
}: ControlCall): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      'x-simulator-control': token,
      'content-type': 'application/json',
    };
    const call = request(
      {
        host,
        port,
        ca,
        method,
        headers,
        path: `/__simulator${path}`,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else {
            reject(
              new Error(
                `${method} ${path} on the control plane: ${response.statusCode} ${text}`,
              ),
            );
          }
        });
      },
    );
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
