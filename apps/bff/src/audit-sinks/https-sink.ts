import { inertJson } from '../audit/inert-text.ts';
import { createHttpReceiver } from '../deliveries/http-receiver.ts';
import { signDelivery } from '../deliveries/sign-delivery.ts';
import { readSecretFile } from '../secret-file.ts';
import type { AuditSink } from './audit-sink.ts';
import type { SinkTls } from './sink-tls.ts';

export interface HttpsSettings extends SinkTls {
  type: 'https';
  name: string;
  url: URL;
  authorizationFile: string | null;
  secretFile: string | null;
}

/**
 * Batches as NDJSON by POST; any 2xx is the acknowledgement, and nothing else is. The first and last number are in
 * headers, so that a receiver can know a batch that it has already.
 */
export function createHttpsSink(settings: HttpsSettings): AuditSink {
  const { name } = settings;
  const receiver = createHttpReceiver(settings, 1);
  return {
    name,
    type: 'https',
    cursor: name,
    async send(rows, signal) {
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) return;
      const body = rows.map((row) => `${inertJson(row)}\n`).join('');
      const headers = {
        'content-type': 'application/x-ndjson',
        'keyward-audit-first': String(first.seq),
        'keyward-audit-last': String(last.seq),
        ...proofs(settings, body),
      };
      await receiver.post(body, headers, signal);
    },
    held: () => Promise.resolve(null),
    close: () => receiver.close(),
  };
}

/** Read for each batch, so that a new secret needs no restart. */
function proofs(
  { authorizationFile, secretFile }: HttpsSettings,
  body: string,
): Record<string, string> {
  return {
    ...(authorizationFile === null
      ? {}
      : { authorization: readSecretFile(authorizationFile) }),
    ...(secretFile === null
      ? {}
      : signDelivery(readSecretFile(secretFile), body)),
  };
}
