import { Agent, request } from 'undici';

import { inertJson } from '../audit/inert-text.ts';
import { DeliveryProblem } from '../notifications/delivery-problem.ts';
import { signWebhook } from '../notifications/sign-webhook.ts';
import { readSecretFile } from '../secret-file.ts';
import type { AuditSink } from './audit-sink.ts';
import type { SinkTls } from './sink-tls.ts';

const MOST_MS = 10_000;
const MOST_ANSWER_BYTES = 16 * 1024;

export interface HttpsSettings extends SinkTls {
  type: 'https';
  name: string;
  url: URL;
  authorizationFile: string | null;
  secretFile: string | null;
}

/**
 * Batches as NDJSON by POST; any 2xx is the acknowledgement, and nothing else is. Redirects are never followed. The
 * first and last number are in headers, so that a receiver can know a batch that it has already.
 */
export function createHttpsSink(settings: HttpsSettings): AuditSink {
  const { name, url, ca, cert, key } = settings;
  const agent = new Agent({
    connect: {
      timeout: MOST_MS,
      ...(ca === null ? {} : { ca }),
      ...(cert === null || key === null ? {} : { cert, key }),
    },
    headersTimeout: MOST_MS,
    bodyTimeout: MOST_MS,
    connections: 1,
    allowH2: false,
  });
  return {
    name,
    type: 'https',
    cursor: name,
    async send(rows, signal) {
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) return;
      const body = rows.map((row) => `${inertJson(row)}\n`).join('');
      const limited = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        body,
        signal: limited,
        headers: {
          'content-type': 'application/x-ndjson',
          'user-agent': 'Keyward',
          'keyward-audit-first': String(first.seq),
          'keyward-audit-last': String(last.seq),
          ...proofs(settings, body),
        },
      }).catch((error: unknown) => {
        throw limited.aborted
          ? new DeliveryProblem('no answer in time')
          : error;
      });
      await answer.body
        .dump({ limit: MOST_ANSWER_BYTES, signal: limited })
        .catch(() => undefined);
      if (answer.statusCode < 200 || answer.statusCode > 299) {
        throw new DeliveryProblem(`HTTP ${String(answer.statusCode)}`);
      }
    },
    held: () => Promise.resolve(null),
    close: () => agent.destroy(),
  };
}

/** Read for each batch, so that a new secret needs no restart. */
function proofs(
  { authorizationFile, secretFile }: HttpsSettings,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    ...(authorizationFile === null
      ? {}
      : { authorization: readSecretFile(authorizationFile) }),
    ...(secretFile === null
      ? {}
      : {
          'keyward-timestamp': timestamp,
          'keyward-signature': signWebhook(
            readSecretFile(secretFile),
            timestamp,
            body,
          ),
        }),
  };
}
