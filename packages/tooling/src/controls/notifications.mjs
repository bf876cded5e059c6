import { control } from './control.mjs';

const recipients = 'apps/bff/src/notifications/recipients.ts';
const takeDeliveries = 'apps/bff/src/notifications/take-deliveries.ts';
const emailTest = 'apps/bff/test/notifications/email.test.ts';
const inboxTest = 'apps/bff/test/notifications/inbox.test.ts';
const outboxTest = 'apps/bff/test/notifications/outbox.test.ts';
const recipientsTest = 'apps/bff/test/notifications/recipients.test.ts';

/** Who is told what, and how it gets out of the console. */
export const notificationControls = [
  control(
    'A1',
    'the requester is never asked to decide',
    [[recipients, ' and person.id <> change.requester_id', '']],
    [
      recipientsTest,
      'is not told to its requester, even in a role that decides',
    ],
  ),
  control(
    'A8',
    'every security admin hears of high risk',
    [
      [
        'apps/bff/src/notifications/notices.ts',
        'await securityAdmins(journal.tx, [change.requesterId]),',
        '[],',
      ],
    ],
    [
      recipientsTest,
      'on a high-risk change is told to every security admin but the requester',
    ],
  ),
  control(
    'A8',
    'each delivery to one replica',
    [
      [
        takeDeliveries,
        '        .forUpdate()\n        .skipLocked(),',
        '        ,',
      ],
    ],
    [
      outboxTest,
      'takes nothing that another one is just taking, and waits for nobody',
    ],
  ),
  control(
    'A8',
    'a delivery that was not finished',
    [[takeDeliveries, 'due_at: LEASE', 'due_at: sql<Date>`now()`']],
    [
      outboxTest,
      'is worked off by several replicas without sending anything twice',
    ],
  ),
  control(
    'A8',
    'the time in a webhook’s signature',
    [
      [
        'apps/bff/src/deliveries/sign-delivery.ts',
        '.update(`${timestamp}.${body}`)',
        '.update(body)',
      ],
    ],
    [
      'apps/bff/test/notifications/webhooks.test.ts',
      'is signed over its time and its body, and a receiver refuses what is altered, moved or old',
    ],
  ),
  control(
    'A8',
    'mail over TLS',
    [
      [
        'apps/bff/src/notifications/channel-settings.ts',
        'requireTls: !(isDemo && isOwnMachine(smtp.host))',
        'requireTls: false',
      ],
    ],
    [emailTest, 'is not taken when the server offers no encryption'],
  ),
  control(
    'A9',
    'a fresh approver is not asked',
    [
      [
        recipients,
        '      and person_role.granted_at <= change.created_at\n',
        '',
      ],
    ],
    [recipientsTest, 'leaves out somebody who was given the role later'],
  ),
  control(
    'A11',
    'somebody disabled is not asked',
    [
      [
        recipients,
        'person.disabled_at is null and person.id <>',
        'person.id <>',
      ],
    ],
    [recipientsTest, 'is not told to somebody who is disabled'],
  ),
  control(
    'A12',
    'one’s own inbox, to read',
    [
      [
        'apps/bff/src/notifications/read-inbox.ts',
        "    .where('person_id', '=', personId);\n  if",
        '    ;\n  if',
      ],
    ],
    [inboxTest, 'holds nobody else’s: not to read, and not to mark'],
  ),
  control(
    'A12',
    'one’s own inbox, to mark',
    [
      [
        'apps/bff/src/notifications/mark-read.ts',
        "    .where('person_id', '=', personId)\n",
        '',
      ],
    ],
    [inboxTest, 'holds nobody else’s: not to read, and not to mark'],
  ),
  control(
    'A12',
    'one address and nothing more',
    [
      [
        'apps/bff/src/notifications/send-email.ts',
        'if (!ADDRESS.test(to.address)) {',
        "if (to.address === '') {",
      ],
    ],
    [emailTest, 'is not sent to "a@example.org, spy@example.org"'],
  ),
];
