import {
  anyChange,
  approvalOptions,
  problem,
  session,
  type ChangeDetail,
} from '@keyward/contract';
import type { APIResponse, Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

import { accountPage } from './pages/account-page.ts';
import { changePage } from './pages/change-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import type { Wish } from './people/console-api.ts';
import type { Newcomer } from './people/newcomer.ts';
import { addVirtualAuthenticator } from './people/virtual-authenticator.ts';
import { runScript } from './product/run-script.ts';
import { expect, test, unique } from './test.ts';

function aProvider(): Wish {
  return {
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'To be signed for',
  };
}

async function codeOf(answer: APIResponse): Promise<[number, string]> {
  return [answer.status(), problem.parse(await answer.json()).code];
}

/** Asks the page's device to sign what the console sent, as an attacker's own script would. */
function signOn(page: Page, options: unknown): Promise<unknown> {
  return page.evaluate<unknown>(
    `navigator.credentials
      .get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) })
      .then((credential) => credential.toJSON())`,
  );
}

/** A signature over one change, made with the options of that change and `overrides`. */
async function signedFor(
  { api, page }: Newcomer,
  { id, digest }: ChangeDetail,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const answer = await api.post(`/api/changes/${id}/approve/options`, {
    digest,
  });
  const options = approvalOptions.parse(await answer.json());
  return signOn(page, { ...options, ...overrides });
}

test('an approver registers a passkey and signs; the signature is proved without the console', async ({
  person,
  newcomer,
}, testInfo) => {
  test.slow();
  const [admin, approver] = await Promise.all([
    person('admin'),
    newcomer(['reviewer']),
  ]);
  const { page, api } = approver;
  await addVirtualAuthenticator(page);

  const account = accountPage(page);
  const fingerprint = await account.addPasskey('Laptop');
  await expect(account.passkeys).toContainText('Laptop');
  expect(await (await api.get('/api/passkeys')).json()).toMatchObject({
    items: [{ name: 'Laptop', publicKeySha256: fingerprint }],
  });
  await expectAccessible(page);

  const { id, digest } = await admin.api.submitted(aProvider());
  expect(
    await codeOf(await api.post(`/api/changes/${id}/approve`, { digest })),
    'a session alone, however fresh, approves nothing',
  ).toEqual([401, 'step_up_required']);
  await approver.open(`/changes/${id}`);
  const review = changePage(page);
  const sent = page.waitForRequest(
    (request) =>
      request.method() === 'POST' && request.url().endsWith(`${id}/approve`),
  );
  await review.signAfterReading();
  await expect(review.heading).toContainText('Succeeded');
  await expect(review.section('Decisions')).toContainText('Signed with');

  const { person: signer } = session.parse(
    await (await api.get('/api/session')).json(),
  );
  const replayed: unknown = (await sent).postDataJSON();
  expect(replayed).toMatchObject({ digest, assertion: { type: 'public-key' } });
  expect(
    await codeOf(await api.post(`/api/changes/${id}/approve`, replayed)),
  ).toEqual([409, 'already_decided']);

  await page
    .getByRole('button', { name: 'Everything this approval covers' })
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as file' }).click();
  const saved = testInfo.outputPath('change.json');
  await (await download).saveAs(saved);
  const pinned = testInfo.outputPath('pinned.json');
  writeFileSync(pinned, JSON.stringify({ [signer.id]: [fingerprint] }));
  const tampered = testInfo.outputPath('tampered.json');
  writeFileSync(
    tampered,
    JSON.stringify({
      ...anyChange.parse(JSON.parse(readFileSync(saved, 'utf8'))),
      reason: 'Something else was signed for',
    }),
  );
  const [proved, unpinned, forged] = await Promise.all([
    runScript('verify-approval', ['--change', saved, '--keys', pinned]),
    runScript('verify-approval', ['--change', saved]),
    runScript('verify-approval', ['--change', tampered, '--keys', pinned]),
  ]);
  expect(proved).toMatchObject({
    exit: 0,
    output: expect.stringContaining('PROVED'),
  });
  expect(unpinned).toMatchObject({
    exit: 2,
    output: expect.stringContaining('key not pinned'),
  });
  expect(forged).toMatchObject({
    exit: 1,
    output: expect.stringContaining('INCONSISTENT'),
  });
});

test(
  'a signature counts for its own change only, from its owner only, and the last passkey stays',
  { tag: '@full' },
  async ({ person, newcomer }) => {
    test.slow();
    const [admin, approver] = await Promise.all([
      person('admin'),
      newcomer(['reviewer']),
    ]);
    const { page, api } = approver;
    const device = await addVirtualAuthenticator(page);
    const account = accountPage(page);
    await account.addPasskey('Security key');
    const signed = await admin.api.submitted(aProvider());
    const other = await admin.api.submitted(aProvider());
    const approve = (
      { id, digest }: ChangeDetail,
      assertion: unknown,
    ): Promise<APIResponse> =>
      api.post(`/api/changes/${id}/approve`, { digest, assertion });

    const assertion = await signedFor(approver, signed);
    expect(await codeOf(await approve(other, assertion))).toEqual([
      401,
      'step_up_required',
    ]);
    expect((await api.change(other.id)).state).toBe('pending');

    await device.recogniseOwner(false);
    const unverified = await signedFor(approver, other, {
      userVerification: 'discouraged',
    });
    expect(await codeOf(await approve(other, unverified))).toEqual([
      401,
      'step_up_required',
    ]);
    expect((await api.change(other.id)).state).toBe('pending');

    await device.recogniseOwner(true);
    await approver.open(`/changes/${other.id}`);
    const review = changePage(page);
    await review.signAfterReading();
    await expect(review.heading).toContainText('Succeeded');

    await approver.open('/account');
    await page.getByRole('button', { name: 'Remove Security key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove the passkey' }).click();
    await dialog.getByRole('button', { name: 'Use your passkey' }).click();
    await expect(dialog).toContainText('This is your only passkey');
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await expect(account.passkeys).toContainText('Security key');
  },
);
