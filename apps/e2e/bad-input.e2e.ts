import { certificateProbe, connection } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import type { Locator, Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';

import { newChangePage } from './pages/new-change-page.ts';
import { demoCertificate } from './product/demo-secrets.ts';
import { expect, test, unique } from './test.ts';

function field(page: Page, label: string): Locator {
  return page
    .getByRole('textbox', { name: label, exact: true })
    .or(page.getByRole('combobox', { name: label, exact: true }));
}

/** The field is marked as wrong, and what is wrong stands right beside it. */
async function expectRefused(
  control: Locator,
  sentence: string | RegExp,
): Promise<void> {
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(control).toHaveAccessibleDescription(
    sentence instanceof RegExp ? sentence : new RegExp(escape(sentence)),
  );
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

test.describe('key servers', () => {
  test('bad hosts, ports and timeouts are refused beside their fields, and the first one has the cursor', async ({
    person,
  }) => {
    const { page } = await person('admin');
    const draft = newChangePage(page);
    await draft.choose('ontap.add-key-servers', 'ontap-01');
    await draft.preview();
    await expectRefused(field(page, 'Key manager'), 'Fill this in.');
    await expectRefused(field(page, 'Host and port'), 'Fill in a server.');
    await draft.type('Key manager', ONTAP_KEY_MANAGERS.archive);
    for (const host of ['kms 1', 'kms1:99999', '2001:db8::1', 'https://kms1']) {
      await draft.fill('Host and port', host);
      await draft.fill('Timeout (s)', '61');
      await draft.preview();
      await expectRefused(
        field(page, 'Host and port'),
        'A host name or address, with an optional port from 1 to 65535',
      );
      await expectRefused(field(page, 'Timeout (s)'), 'From −1 to 60 seconds.');
      await expect(field(page, 'Host and port')).toBeFocused();
    }
  });

  test(
    'a server twice, a server that is there already and an unknown key manager are refused beside their fields',
    { tag: '@full' },
    async ({ person }) => {
      const { page } = await person('admin');
      const draft = newChangePage(page);
      await draft.choose('ontap.add-key-servers', 'ontap-01');
      await draft.type('Key manager', ONTAP_KEY_MANAGERS.archive);
      await draft.fill('Host and port', 'KMS-archive-b.corp.example:5697');
      await draft.preview();
      await expect(draft.checks).toContainText('is configured already');
      await page.getByRole('button', { name: 'Edit the details' }).click();
      await expectRefused(
        field(page, 'Host and port'),
        'is configured already',
      );

      await draft.fill('Host and port', 'kms1.corp.example');
      await page.getByRole('button', { name: 'Add another server' }).click();
      const second = page.getByRole('group', { name: 'Server 2' });
      const host = second.getByRole('textbox', { name: 'Host and port' });
      await host.fill('KMS1.corp.example:5696');
      await draft.preview();
      await expectRefused(host, 'The same server as number 1.');

      await second.getByRole('button', { name: 'Remove server 2' }).click();
      await draft.type('Key manager', randomUUID());
      await draft.preview();
      await expectRefused(
        field(page, 'Key manager'),
        'The cluster has no such key manager.',
      );
    },
  );

  test(
    'one server too many is forbidden with the count, and going back leads to the field',
    { tag: '@full' },
    async ({ person }) => {
      const { page } = await person('admin');
      const draft = newChangePage(page);
      await draft.choose('ontap.add-key-servers', 'ontap-01');
      await draft.type('Key manager', ONTAP_KEY_MANAGERS.cluster);
      await expect(page.getByText(/The key manager is full/)).toBeVisible();
      await draft.fill('Host and port', `${unique('kms')}.corp.example`);
      await draft.preview();
      await expect(draft.checks).toContainText('Forbids');
      await expect(draft.checks).toContainText('4 of 4 in use');
      await expect(
        page.getByText('A check forbids this change.', { exact: true }),
      ).toBeVisible();
      await expect(
        page.getByRole('button', { name: 'Submit for approval' }),
      ).toBeDisabled();
      await page.getByRole('button', { name: 'Edit the details' }).click();
      await expect(
        page.getByRole('alert').filter({ hasText: '4 of 4 in use' }),
      ).toBeVisible();
    },
  );
});

test.describe('a client certificate', () => {
  test('that holds a private key is not kept, and one with the key of another is refused beside the key', async ({
    person,
    product,
  }) => {
    const { page } = await person('admin');
    const pair = await demoCertificate(product, 'mismatched');
    const draft = newChangePage(page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.fill('Certificate', `${pair.certificate}${pair.privateKey}`);
    await expectRefused(
      field(page, 'Certificate'),
      'This text holds a private key, and this field is public.',
    );
    await expect(field(page, 'Certificate')).toHaveValue('');

    await draft.type('Trust Authority cluster', 'domain-c101');
    await draft.type('Key provider', 'kmip-dr');
    await draft.pastePair(pair);
    await expect(
      page.getByText(
        'The certificate and the private key do not belong together.',
      ),
    ).toBeVisible();
    await draft.preview();
    await field(page, 'Reason').fill('The wrong file');
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await expectRefused(
      field(page, 'Private key'),
      'The key does not belong to the certificate.',
    );
  });

  test(
    'that is expired, not yet valid or a CA is forbidden beside its field; one without client authentication is only warned of',
    { tag: '@full' },
    async ({ person, product }) => {
      const { page } = await person('admin');
      const draft = newChangePage(page);
      const edit = page.getByRole('button', { name: 'Edit the details' });
      await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
      await draft.type('Trust Authority cluster', 'domain-c101');
      await draft.type('Key provider', 'kmip-dr');
      for (const [wrong, sentence] of [
        ['expired', /Expired \d/],
        ['not-yet-valid', /Not valid before \d/],
        ['ca', /is a CA certificate; a client certificate is needed here/],
      ] as const) {
        const made = await demoCertificate(product, wrong);
        await draft.pastePair(made);
        await draft.preview();
        await expect(draft.checks).toContainText(sentence);
        await edit.click();
        await expectRefused(field(page, 'Certificate'), sentence);
      }
      const made = await demoCertificate(product, 'no-client-auth');
      await draft.pastePair(made);
      await draft.preview();
      await expect(draft.checks).toContainText('has no clientAuth');
      await expect(
        page.getByRole('button', { name: 'Submit for approval' }),
      ).toBeEnabled();
    },
  );
});

test(
  'an empty provider, key id and key are refused beside their fields, and so is a name that the host has',
  { tag: '@full' },
  async ({ person }) => {
    const { page } = await person('admin');
    const draft = newChangePage(page);
    await draft.choose('esx.create-native-provider', 'esx-01');
    await draft.preview();
    await expectRefused(field(page, 'Provider name'), 'Fill this in.');
    await expectRefused(field(page, 'Key id'), 'Fill this in.');
    await expectRefused(
      page.getByLabel(/^Key derivation key/),
      'Fill this in.',
    );

    await draft.fill('Provider name', 'nkp-cluster');
    await draft.fill('Key id', randomUUID());
    await draft.fillSecret(
      'Key derivation key',
      randomBytes(32).toString('base64'),
    );
    await draft.preview();
    await expect(draft.checks).toContainText('Pick another name.');
    await page.getByRole('button', { name: 'Edit the details' }).click();
    await expectRefused(field(page, 'Provider name'), 'Pick another name.');
  },
);

test(
  'a cluster id in the place of a service is warned of beside the check',
  { tag: '@full' },
  async ({ person }) => {
    const { page } = await person('admin');
    const draft = newChangePage(page);
    await draft.choose('vcenter.configure-cluster-kms-service', 'vc-work');
    await draft.type('Trusted cluster', 'domain-c21');
    await draft.type('Key provider service', 'domain-c101');
    await draft.preview();
    await expect(draft.checks).toContainText(
      'does not list such a registered service',
    );
  },
);

test('an operation that a target lacks is shut, with the reason and the alternative', async ({
  person,
}) => {
  const { page } = await person('admin');
  await page.goto(
    '/changes/new?operation=vcenter.configure-cluster-kms-service',
  );
  const shut = page.getByRole('radio', { name: 'vc-91', exact: true });
  await expect(shut).toBeDisabled();
  await expect(
    page.getByText(/was removed in 9\.0.*standard or native key provider/),
  ).toBeVisible();
});

test.describe('a target', () => {
  test.describe.configure({ mode: 'serial' });

  test(
    'that cannot be reached or answers nonsense is named with a code, and the form keeps what was typed',
    { tag: '@full' },
    async ({ person, product, consoleGuard }) => {
      consoleGuard.tolerate(/status of 502/);
      const { page } = await person('admin');
      const provider = unique('nkp');
      const draft = newChangePage(page);
      await draft.choose('esx.create-native-provider', 'esx-02');
      await draft.fill('Provider name', provider);
      await draft.fill('Key id', randomUUID());
      await draft.fillSecret('Key derivation key', 'c2VjcmV0');
      const refusal = page.locator('.kw-refusal');
      const host = product.target('esx-02');
      await host.fault('garbage', { times: 20, path: provider });
      await draft.preview();
      await expect(refusal).toContainText('upstream_protocol_error');
      await host.reset();
      await host.fault('reset_before_work', { times: 20, path: provider });
      await draft.preview();
      await expect(refusal).toContainText('upstream_unreachable');
      await expect(field(page, 'Provider name')).toHaveValue(provider);
      await host.reset();
      await draft.preview();
      await expect(draft.checks).toContainText('Name is free');
    },
  );

  test(
    'whose certificate has changed is not talked to until a second person trusts the new one',
    { tag: '@full' },
    async ({ person, product, consoleGuard }) => {
      consoleGuard.tolerate(/status of 502/);
      const [admin, reviewer] = await Promise.all([
        person('admin'),
        person('reviewer'),
      ]);
      const { page, api } = admin;
      const draft = newChangePage(page);
      await draft.choose('esx.create-native-provider', 'esx-02');
      await draft.fill('Provider name', unique('nkp'));
      await draft.fill('Key id', randomUUID());
      await draft.fillSecret('Key derivation key', 'c2VjcmV0');
      await product.target('esx-02').rotateCertificate();
      await draft.preview();
      await expect(page.locator('.kw-refusal')).toContainText('upstream_tls');

      const id = await api.connectionId('esx-02');
      const { kind, host, port } = connection.parse(
        await (await api.get(`/api/connections/${id}`)).json(),
      );
      const { sha256 } = certificateProbe.parse(
        await (
          await api.post('/api/connections/probe', { kind, host, port })
        ).json(),
      );
      const trusting = await api.submitted({
        operation: 'console.update-connection',
        input: { connection: id, host, port, trust: { mode: 'pin', sha256 } },
        reason: 'Its certificate was renewed; compared at the host itself',
      });
      expect((await reviewer.api.approve(trusting.id)).status()).toBe(200);
      await expect
        .poll(async () => (await api.change(trusting.id)).state)
        .toBe('succeeded');
      const again = await api.post('/api/changes/preview', {
        operation: 'esx.create-native-provider',
        connectionId: id,
        input: { provider: unique('nkp'), keyId: randomUUID() },
      });
      expect(again.status()).toBe(200);
    },
  );

  test(
    'outside of what the console may reach is refused beside its address',
    { tag: '@full' },
    async ({ person }) => {
      const admin = await person('admin');
      const { page } = admin;
      await admin.open('/connections/new');
      const read = page.getByRole('button', { name: 'Read its certificate' });
      await read.click();
      await expect(field(page, 'Host')).toHaveAttribute('aria-invalid', 'true');
      await field(page, 'Host').fill('not a host');
      await field(page, 'Port').fill('70000');
      await read.click();
      await expect(field(page, 'Host')).toHaveAttribute('aria-invalid', 'true');
      await expect(field(page, 'Port')).toHaveAttribute('aria-invalid', 'true');
      await field(page, 'Host').fill('169.254.169.254');
      await field(page, 'Port').fill('443');
      await read.click();
      await expect(page.getByText('egress_denied')).toBeVisible();
    },
  );
});

test('a body that is no JSON, too deep, too large, of unknown fields or wrong types is refused with its code', async ({
  person,
  product,
}) => {
  const { context } = await person('admin');
  const send = async (data: string): Promise<unknown> => {
    const answer = await context.request.post('/api/changes/preview', {
      headers: {
        Origin: product.url,
        'X-Keyward': '1',
        'Content-Type': 'application/json',
      },
      // As bytes: a text that is no JSON would be quoted on its way.
      data: Buffer.from(data),
    });
    expect(answer.headers()['content-type']).toContain(
      'application/problem+json',
    );
    const { code } = (await answer.json()) as { code: string };
    return [answer.status(), code];
  };
  expect(await send('{"operation":')).toEqual([400, 'malformed_json']);
  expect(await send(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual([
    400,
    'malformed_json',
  ]);
  expect(await send(JSON.stringify({ text: 'x'.repeat(2_000_000) }))).toEqual([
    413,
    'payload_too_large',
  ]);
  expect(await send('{"operation":7,"unknown":true}')).toEqual([
    422,
    'validation_failed',
  ]);
});
