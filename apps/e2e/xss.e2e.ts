import { visibleText } from '@keyward/contract/visible-text';
import { HOSTILE_TEXTS } from '@keyward/simulators';
import type { Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';

import type { Person } from './people/person.ts';
import { withDatabase } from './product/database.ts';
import type { Product } from './product/start-product.ts';
import { expect, test, unique } from './test.ts';

/** All of them in one text, for fields that hold one. */
const ALL = HOSTILE_TEXTS.join(' ');
const SHORT = HOSTILE_TEXTS[12];
const AT = '2026-01-01T00:00:00.000Z';

interface Dressed {
  changeId: string;
  taskId: string;
  connectionId: string;
}

/**
 * Puts every hostile text into the stored words of people, of plans and of targets: what no form would let through
 * today stands in the database, as if a target or an older release had put it there.
 */
function dressUp(product: Product, dressed: Dressed): Promise<void> {
  const { changeId, taskId, connectionId } = dressed;
  return withDatabase(product, async (client) => {
    const plan = {
      before: { list: HOSTILE_TEXTS },
      after: { list: HOSTILE_TEXTS },
      sentences: HOSTILE_TEXTS,
      differences: HOSTILE_TEXTS.map((text) => ({
        label: text,
        before: text,
        after: `${text} ${text}`,
      })),
      request: { method: 'POST', path: `/${ALL}`, body: HOSTILE_TEXTS },
    };
    const checks = HOSTILE_TEXTS.map((text, index) => ({
      id: `check-${String(index)}`,
      title: text,
      severity: 'warning',
      passed: false,
      evidence: text,
      observedAt: AT,
    }));
    const moved = HOSTILE_TEXTS.map((text) => ({
      pointer: text,
      before: text,
      now: { text },
    }));
    await client.query(
      `update change set reason = $2, ticket = $3, plan = $4, checks = $5, moved = $6 where id = $1`,
      [
        changeId,
        ALL,
        SHORT,
        JSON.stringify(plan),
        JSON.stringify(checks),
        JSON.stringify(moved),
      ],
    );
    await client.query(
      'update approval set comment = $2 where change_id = $1',
      [changeId, ALL],
    );
    await client.query(
      `update event set data = jsonb_set(data, '{text}', to_jsonb($2::text)) where subject in ($1, $3)`,
      [changeId, ALL, taskId],
    );
    await client.query(
      'update connection set description = $2, health_detail = $2 where id = $1',
      [connectionId, ALL],
    );
    await client.query(
      `update person set display_name = $1 where username in ('reviewer', 'helpdesk', 'lead')`,
      [ALL],
    );
  });
}

function undress(product: Product): Promise<void> {
  return withDatabase(product, async (client) => {
    await client.query(
      `update person set display_name = username where username in ('reviewer', 'helpdesk', 'lead')`,
    );
    await client.query(`update connection set description = ''`);
  });
}

async function makeDressed(admin: Person, reviewer: Person): Promise<Dressed> {
  const change = await admin.api.submitted({
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Something to look at',
  });
  expect((await reviewer.api.approve(change.id)).status()).toBe(200);
  await expect
    .poll(async () => (await admin.api.change(change.id)).state)
    .toBe('succeeded');
  return {
    changeId: change.id,
    taskId: (await admin.api.change(change.id)).taskId ?? '',
    connectionId: await admin.api.connectionId('vc-work'),
  };
}

/** What must never happen on a page, noted from its first moment on. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('noteViolation', (text: string) => {
    seen.push(`refused by the policy: ${text}`);
  });
  await page.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) =>
      noteViolation([event.violatedDirective, event.blockedURI, event.sample].join(' ')));`,
  );
  return seen;
}

const missingFrom = (text: string): string[] =>
  HOSTILE_TEXTS.filter((each) => !text.includes(visibleText(each)));

test('hostile texts of people and targets stay text on every page', async ({
  person,
  product,
}) => {
  test.slow();
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  await product.target('vc-work').call('POST', '/names', {
    names: HOSTILE_TEXTS,
  });
  await product.target('vc-ta').call('POST', '/names', {
    names: HOSTILE_TEXTS,
  });
  const dressed = await makeDressed(admin, reviewer);
  const trustAuthority = await admin.api.connectionId('vc-ta');
  await dressUp(product, dressed);
  const seen = await watch(admin.page);
  const show = async (path: string): Promise<string> => {
    await admin.open(path);
    await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(admin.page.locator('[aria-busy="true"]')).toHaveCount(0);
    return (await admin.page.locator('body').textContent()) ?? '';
  };

  const review = await show(`/changes/${dressed.changeId}`);
  expect(missingFrom(review)).toEqual([]);
  expect(
    missingFrom(await show(`/connections/${dressed.connectionId}`)),
  ).toEqual([]);
  for (const path of [
    '/',
    '/changes',
    '/changes/new',
    '/tasks',
    `/tasks/${dressed.taskId}`,
    '/connections',
    `/connections/${trustAuthority}`,
    '/people',
    '/policy',
    '/audit',
    '/inbox',
    '/account',
    `/changes?q=${encodeURIComponent(SHORT)}`,
    `/nowhere?q=${encodeURIComponent(SHORT)}`,
  ]) {
    await show(path);
  }
  // An address that is none of a page gets the console's page, which shows nothing of it.
  const nowhere = await admin.page.goto(
    `/nowhere/${encodeURIComponent(SHORT)}`,
  );
  expect(nowhere?.status()).toBe(404);
  await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible();

  await admin.page.goto(`/review/${dressed.changeId}`);
  const plain = (await admin.page.locator('body').textContent()) ?? '';
  expect(missingFrom(plain)).toEqual([]);
  expect(seen).toEqual([]);
  await undress(product);
  await product.target('vc-work').reset();
  await product.target('vc-ta').reset();
});

test('the page without scripts works without scripts, for readers and for strangers', async ({
  browser,
  person,
  product,
  signedIn,
}) => {
  const admin = await person('admin');
  const change = await admin.api.submitted({
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'To be read without scripts',
  });
  const context = await browser.newContext({
    baseURL: product.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    storageState: await signedIn('reviewer'),
  });
  const page = await context.newPage();
  await page.goto(`/review/${change.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    change.reference,
  );
  await expect(page.getByText(change.phrase)).toBeVisible();
  await expect(
    page.getByText('The digest fits the facts below.'),
  ).toBeVisible();
  await expect(page.getByText('To be read without scripts')).toBeVisible();
  // The style counts: its hash is in the policy.
  await expect(page.locator('main')).toHaveCSS('max-width', '992px');
  const width = await page.locator('body').boundingBox();
  expect(width?.width).toBeLessThanOrEqual(390);
  await context.close();

  const stranger = await browser.newContext({
    baseURL: product.url,
    javaScriptEnabled: false,
  });
  const gate = await stranger.newPage();
  await gate.goto(`/review/${change.id}`);
  await expect(gate.getByRole('heading', { level: 1 })).toHaveText(
    'Sign in first',
  );
  await expect(gate.getByText(change.phrase)).toHaveCount(0);
  await stranger.close();
});
