import { makeTlsIdentity, type TlsIdentity } from '@keyward/simulators';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ConfigError } from '../../src/config-error.ts';
import { smtpSection } from '../../src/notifications/smtp-section.ts';
import {
  openOutboxStage,
  type OutboxStage,
  PUBLIC_URL,
} from './outbox-stage.ts';
import { openSmtpSink, type ReceivedMail, type SmtpSink } from './smtp-sink.ts';

let stage: OutboxStage;
let identity: TlsIdentity;
const sinks: SmtpSink[] = [];

beforeAll(async () => {
  stage = await openOutboxStage();
  identity = await makeTlsIdentity('mail');
});
afterEach(() => stage.clear());
afterAll(async () => {
  await stage.close();
  await Promise.all(sinks.map((sink) => sink.close()));
});

async function sinkWith(
  options?: Parameters<typeof openSmtpSink>[0],
): Promise<SmtpSink> {
  const sink = await openSmtpSink(options);
  sinks.push(sink);
  return sink;
}

function settings(sink: SmtpSink, more: Record<string, unknown> = {}) {
  return {
    smtp: smtpSection.parse({
      host: '127.0.0.1',
      port: sink.port,
      from: 'keyward@example.org',
      ...more,
    }),
  };
}

/** Header lines of a mail, folded ones joined. */
function headersOf({ raw }: ReceivedMail): string[] {
  const [head = ''] = raw.split('\r\n\r\n');
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

describe('an e-mail', () => {
  it('carries a link, a title, the deadline in UTC and the phrase as plain text', async () => {
    const sink = await sinkWith();
    const replica = stage.replica(settings(sink));
    const person = await stage.person('pat@example.org');
    await replica.tell('one', [person]);
    const row = await stage.deliveryWhen((each) => each.sent_at !== null);
    const [mail] = sink.mails;
    if (mail === undefined) throw new Error('No mail came.');
    expect([mail.from, mail.to]).toEqual([
      'keyward@example.org',
      ['pat@example.org'],
    ]);
    expect(headersOf(mail)).toEqual(
      expect.arrayContaining([
        'Subject: CHG-1 needs a decision: one',
        'Auto-Submitted: auto-generated',
        `Message-ID: <${row.id}@keyward.example>`,
        expect.stringMatching(/^Content-Type: text\/plain/),
      ]),
    );
    expect(mail.raw).toContain(`${PUBLIC_URL}/`);
    expect(mail.raw).toContain('Decide by: 2027-01-02 03:04 UTC');
    expect(mail.raw).toContain('river lamp stone bird');
    expect(mail.raw).not.toMatch(/approve\b|reject\b|\?.*=/i);
  });

  it('cannot be given another header or recipient by a name', async () => {
    const sink = await sinkWith();
    const replica = stage.replica(settings(sink));
    const person = await stage.person(
      'pat@example.org',
      'Pat\r\nBcc: spy@example.org, <eve@example.org>',
    );
    await replica.tell('two', [person], {
      title: 'CHG-1 on x\r\nBcc: spy@example.org\r\n\r\nhello\u202Eolleh',
    });
    await stage.deliveryWhen((each) => each.sent_at !== null);
    const [mail] = sink.mails;
    if (mail === undefined) throw new Error('No mail came.');
    expect(mail.to).toEqual(['pat@example.org']);
    expect(headersOf(mail).filter((line) => /^(b?cc):/i.test(line))).toEqual(
      [],
    );
    expect(headersOf(mail)).toContain(
      'Subject: CHG-1 on x Bcc: spy@example.org hello olleh',
    );
  });

  it.each([
    'a@example.org, spy@example.org',
    '<a@example.org>',
    'a@example.org\r\nRCPT TO:<spy@example.org>',
  ])('is not sent to %j', async (address) => {
    const sink = await sinkWith();
    const replica = stage.replica(settings(sink));
    await replica.tell('three', [await stage.person(address)]);
    const row = await stage.deliveryWhen((each) => each.given_up_at !== null);
    expect(row.last_problem).toBe('no usable address');
    expect(sink.mails).toEqual([]);
  });

  it('is not sent to somebody who was disabled meanwhile, nor to somebody without an address', async () => {
    const sink = await sinkWith();
    const replica = stage.replica(settings(sink));
    const [left, without] = [
      await stage.person('left@example.org'),
      await stage.person(null),
    ];
    await stage.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', left)
      .execute();
    await replica.tell('four', [left, without]);
    const row = await stage.deliveryWhen((each) => each.given_up_at !== null);
    expect([row.recipient, row.last_problem]).toEqual([left, 'no address']);
    expect(sink.mails).toEqual([]);
  });

  it('waits for a server that refuses for now', async () => {
    let refuses = true;
    const sink = await sinkWith({
      onRcptTo(_address, _session, done) {
        done(
          refuses
            ? Object.assign(new Error('Later'), { responseCode: 451 })
            : null,
        );
      },
    });
    const replica = stage.replica(settings(sink));
    await replica.tell('five', [await stage.person('pat@example.org')]);
    const failed = await stage.deliveryWhen(
      (each) => each.last_problem !== null,
    );
    expect(failed.last_problem).toBe('SMTP 451');
    refuses = false;
    await stage.hurry();
    await stage.deliveryWhen((each) => each.sent_at !== null);
    expect(sink.mails).toHaveLength(1);
  });
});

describe('the way to the mail server', () => {
  const encrypted = () => ({
    disabledCommands: [],
    key: identity.privateKeyPem,
    cert: identity.certificatePem,
  });

  it('is encrypted in production, with the account in it', async () => {
    const accounts: string[] = [];
    const sink = await sinkWith({
      ...encrypted(),
      authOptional: false,
      onAuth(auth, session, done) {
        accounts.push(
          `${String(session.secure)} ${String(auth.username)} ${String(auth.password)}`,
        );
        done(null, { user: auth.username });
      },
    });
    const replica = stage.replica(
      settings(sink, {
        caFile: await stage.file(identity.certificatePem),
        user: 'keyward',
        passwordFile: await stage.secretFile('the mail password'),
      }),
      false,
    );
    await replica.tell('tls', [await stage.person('pat@example.org')]);
    await stage.deliveryWhen((each) => each.sent_at !== null);
    expect(sink.mails.map((each) => each.wasEncrypted !== null)).toEqual([
      true,
    ]);
    expect(accounts).toEqual(['true keyward the mail password']);
  });

  it('is not taken when the server offers no encryption', async () => {
    const sink = await sinkWith();
    const replica = stage.replica(settings(sink), false);
    await replica.tell('plain', [await stage.person('pat@example.org')]);
    await stage.deliveryWhen((each) => each.last_problem !== null);
    expect(sink.mails).toEqual([]);
  });

  it('is not taken when nobody known has signed the certificate', async () => {
    const sink = await sinkWith(encrypted());
    const replica = stage.replica(settings(sink), false);
    await replica.tell('stranger', [await stage.person('pat@example.org')]);
    await stage.deliveryWhen((each) => each.last_problem !== null);
    expect(sink.mails).toEqual([]);
  });

  it('does not start with a password that others can read', async () => {
    const sink = await sinkWith();
    const passwordFile = await stage.secretFile('the mail password', 0o644);
    const file = settings(sink, { user: 'keyward', passwordFile });
    expect(() => stage.replica(file)).toThrow(ConfigError);
  });
});
