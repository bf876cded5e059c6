import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { approve, endOf, newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';
import { openSmtpSink, type SmtpSink } from './smtp-sink.ts';
import { openWebhookSink, type WebhookSink } from './webhook-sink.ts';

const HOOK_SECRET = `hook-${randomBytes(16).toString('hex')}`;

let folder: string;
let mail: SmtpSink;
let hook: WebhookSink;
let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-canary-'));
  mail = await openSmtpSink();
  hook = await openWebhookSink();
  const secretFile = join(folder, 'hook-secret');
  await writeFile(secretFile, HOOK_SECRET, { mode: 0o600 });
  const configFile = join(folder, 'keyward.json');
  await writeFile(
    configFile,
    JSON.stringify({
      smtp: {
        host: '127.0.0.1',
        port: mail.port,
        from: 'keyward@example.org',
      },
      webhooks: [{ url: hook.url, secretFile }],
    }),
    { mode: 0o600 },
  );
  console = await startConsoleUnderTest({
    estate: ['esx-01'],
    echoSecrets: true,
    env: { KEYWARD_CONFIG_FILE: configFile },
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  await console.db
    .updateTable('person')
    .set({ email: 'everybody@example.org' })
    .execute();
});
afterAll(async () => {
  await console.stop();
  await mail.close();
  await hook.close();
  await rm(folder, { recursive: true, force: true });
});

function spellings(secret: Buffer): string[] {
  return [
    secret.toString('base64'),
    secret.toString('base64url'),
    secret.toString('hex'),
    Buffer.from(secret.toString('base64')).toString('base64'),
    Buffer.from(secret.toString('base64')).toString('hex'),
  ];
}

describe('what leaves the console', () => {
  it('holds no secret, nothing that a target said, and no way to decide', async () => {
    const key = randomBytes(32);
    const keyId = randomUUID();
    for (const provider of [
      'fail-invalid-argument',
      'fail-drop',
      'canary-provider',
    ]) {
      const change = await submit(
        admin,
        newProvider(console, {
          provider,
          keyId,
          keyDerivationKey: key.toString('base64'),
        }),
      );
      await endOf(admin, await approve(reviewer, change));
    }
    await waitFor('everything to be sent', async () => {
      const rows = await console.db
        .selectFrom('delivery')
        .select('sent_at')
        .execute();
      return rows.length > 10 && rows.every((row) => row.sent_at !== null);
    });
    const told = await console.db
      .selectFrom('notification')
      .selectAll()
      .execute();
    const stored = await console.db
      .selectFrom('delivery')
      .selectAll()
      .execute();
    const texts = [
      ...told.map((row) => JSON.stringify(row)),
      ...stored.map((row) => JSON.stringify(row)),
      ...mail.mails.map((each) => each.raw),
      ...hook.received.map((each) => JSON.stringify(each)),
    ];
    const kinds = new Set(told.map((row) => row.kind));
    expect([...kinds].sort()).toEqual([
      'decided',
      'failed',
      'high_risk_approved',
      'needs_decision',
      'needs_reconciliation',
    ]);
    expect(mail.mails.length).toBeGreaterThan(5);
    expect(hook.received.length).toBeGreaterThan(5);

    const canaries = [
      ...spellings(key),
      ...spellings(Buffer.from(HOOK_SECRET)),
      HOOK_SECRET,
      keyId,
      'canary-provider',
      'fail-invalid-argument',
      ...console.estate.simulators.flatMap(({ password }) => [
        password,
        ...spellings(Buffer.from(password)),
      ]),
    ];
    const leaks = canaries.filter((canary) =>
      texts.some((text) => text.includes(canary)),
    );
    expect(leaks).toEqual([]);
    for (const text of [
      ...mail.mails.map((each) => each.raw),
      ...hook.received.map((each) => each.body),
    ]) {
      const links = text.match(/https?:[^\s"]+/g) ?? [];
      expect(links).toHaveLength(1);
      expect(links[0]).toMatch(/\/(changes|tasks)\/[0-9a-f-]{36}$/);
    }
  });
});
