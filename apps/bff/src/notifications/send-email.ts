import { setTimeout as wait } from 'node:timers/promises';

import { readSecretFile } from '../secret-file.ts';
import type { SmtpSettings } from './channel-settings.ts';
import {
  asDeliveryProblem,
  DeliveryProblem,
} from '../deliveries/delivery-problem.ts';
import { emailText } from './email-text.ts';
import { plainLine } from './plain-line.ts';
import type { ToldMessage } from './told-message.ts';

const STEP_MS = 10_000;
const MOST_MS = 45_000;
/** One address and nothing that a mail server or a header could read as more. */
const ADDRESS =
  /^[^\s@<>,;:"\\()[\]\p{Cc}\p{Cf}]+@[^\s@<>,;:"\\()[\]\p{Cc}\p{Cf}]+$/u;

export interface Addressee {
  address: string;
  name: string;
}

/**
 * Sends one plain-text e-mail over a connection of its own, encrypted unless the server is the demo's own machine.
 *
 * @param publicUrl where people open the console
 * @throws DeliveryProblem
 */
export async function sendEmail(
  smtp: SmtpSettings,
  publicUrl: string,
  id: string,
  to: Addressee,
  message: ToldMessage,
): Promise<void> {
  if (!ADDRESS.test(to.address)) {
    throw new DeliveryProblem('no usable address', true);
  }
  // Loaded by the first e-mail: a console without a mail server never needs its 25 MB.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(connectionOf(smtp));
  const limit = new AbortController();
  try {
    await Promise.race([
      transport.sendMail({
        from: { name: 'Keyward', address: smtp.from },
        to: { name: plainLine(to.name), address: to.address },
        subject: plainLine(message.title, MOST_SUBJECT),
        text: emailText(message, new URL(message.path, publicUrl).href),
        // The same at each try, so that mail programs show a repeated one once.
        messageId: `<${id}@${new URL(publicUrl).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
      tooLong(limit.signal),
    ]);
  } catch (error) {
    throw problemOf(error);
  } finally {
    limit.abort();
    transport.close();
  }
}

const MOST_SUBJECT = 250;

function connectionOf(smtp: SmtpSettings) {
  const { host, port, secure, user, passwordFile, ca, requireTls } = smtp;
  return {
    host,
    port,
    secure,
    requireTLS: requireTls && !secure,
    ignoreTLS: !requireTls,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    tls: { minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
    ...(user === undefined || passwordFile === undefined
      ? {}
      : { auth: { user, pass: readSecretFile(passwordFile) } }),
  } as const;
}

async function tooLong(signal: AbortSignal): Promise<never> {
  await wait(MOST_MS, undefined, { signal }).catch(() => undefined);
  throw new DeliveryProblem('no answer in time');
}

function problemOf(error: unknown): DeliveryProblem {
  if (
    error instanceof Error &&
    'responseCode' in error &&
    typeof error.responseCode === 'number'
  ) {
    return new DeliveryProblem(`SMTP ${String(error.responseCode)}`);
  }
  return asDeliveryProblem(error);
}
