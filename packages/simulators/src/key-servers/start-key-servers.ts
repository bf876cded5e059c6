import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSecureContext,
  createServer,
  type Server,
  type TLSSocket,
} from 'node:tls';
import { createMessageReader, TAG, TtlvError } from '@keyward/kmip-probe/wire';
import { answerKmip, type KmipClient } from './answer-kmip.ts';
import { openCertificates } from './certificates.ts';
import { DEMO_KEY_SERVERS } from './demo-names.ts';

/** KMIP's own port; another one when it is taken. */
const KMIP_PORT = 5696;
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const HOST = '127.0.0.1';

/** The simulated key servers: one port, told apart by the name that a client asks for. */
export interface KeyServers {
  host: typeof HOST;
  port: number;
  names: string[];
  /** PEM of the authority that issued their certificates. */
  authorityPem: string;
  /** PEM of the certificate that a name shows; null for a name that nobody answers for. */
  certificateOf(name: string): string | null;
  stop(): Promise<void>;
}

/** Starts them with the certificates and, if it is still free, the port of an earlier start. */
export async function startKeyServers(
  dataDir: string,
  keptPort: number | undefined,
): Promise<KeyServers> {
  const folder = join(dataDir, 'key-servers');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { authorityPem, servers } = await openCertificates(folder);
  const contexts = new Map(
    Object.entries(servers).map(([name, { certificatePem, keyPem }]) => [
      name,
      createSecureContext({ cert: certificatePem, key: keyPem }),
    ]),
  );
  const [first] = Object.values(servers);
  const open = new Set<TLSSocket>();
  const server = createServer(
    {
      cert: first?.certificatePem,
      key: first?.keyPem,
      minVersion: 'TLSv1.2',
      requestCert: true,
      // Whoever asks is judged in KMIP, where a reason can be given.
      rejectUnauthorized: false,
      SNICallback: (name, done) => done(null, contexts.get(name)),
    },
    (socket) => {
      open.add(socket);
      socket
        .on('close', () => open.delete(socket))
        .on('error', () => undefined);
      serve(socket);
    },
  );
  server.on('tlsClientError', () => undefined);
  const port = await listen(server, [keptPort ?? KMIP_PORT, 0]);
  return {
    host: HOST,
    port,
    names: Object.keys(servers),
    authorityPem,
    certificateOf: (name) => servers[name]?.certificatePem ?? null,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: TLSSocket): void {
  let reader = createMessageReader(TAG.requestMessage);
  socket.setTimeout(30_000, () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      const message = reader.take(chunk);
      if (message === null) return;
      reader = createMessageReader(TAG.requestMessage);
      socket.write(answerKmip(message, clientOf(socket), Date.now()));
    } catch (error) {
      if (!(error instanceof TtlvError)) throw error;
      socket.destroy();
    }
  });
}

function clientOf(socket: TLSSocket): KmipClient {
  // An empty object stands for no certificate.
  const { ext_key_usage: uses, fingerprint256 } = socket.getPeerCertificate();
  const name = typeof socket.servername === 'string' ? socket.servername : '';
  return {
    hasCertificate: typeof fingerprint256 === 'string',
    mayAuthenticate: uses?.includes(CLIENT_AUTH) ?? false,
    isRegistered: DEMO_KEY_SERVERS[name] !== 'refuses_client',
  };
}

/** The first of these ports that is free. */
async function listen(
  server: Server,
  [port = 0, ...others]: number[],
): Promise<number> {
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (error) {
    if (others.length === 0) throw error;
    return listen(server, others);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
