import { appendFileSync } from 'node:fs';

import { approveAs } from './pages/four-eyes.ts';
import { newChangePage } from './pages/new-change-page.ts';
import { signInAs } from './pages/sign-in-page.ts';
import type { Person } from './people/person.ts';
import {
  readResidue,
  type Residue,
  residueOf,
  spellings,
  tapWire,
} from './product/browser-residue.ts';
import { demoCertificate, demoTokens } from './product/demo-secrets.ts';
import type { Product } from './product/start-product.ts';
import { expect, test, unique } from './test.ts';

/** Goes through one form with its secrets, and returns them. */
type Journey = (stage: {
  admin: Person;
  reviewer: Person;
  product: Product;
}) => Promise<string[]>;

const JOURNEYS: Record<string, Journey> = {
  'tokens that are registered at once': async ({ admin, product }) => {
    const tokens = await demoTokens(product);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.register-expanded-token', 'vc-91');
    await draft.fillSecret('Overflow token', tokens.overflowToken);
    await draft.fillSecret('Expanded access token', tokens.expandedAccessToken);
    await draft.preview();
    await expect(draft.plan).toBeVisible();
    await draft.submit('The nightly job carries too many groups');
    return [tokens.overflowToken, tokens.expandedAccessToken];
  },
  'a generated key': async ({ admin }) => {
    const draft = newChangePage(admin.page);
    await draft.choose('esx.create-native-provider', 'esx-01');
    await draft.fill('Provider name', unique('nkp'));
    const generate = admin.page.getByRole('button', { name: 'Generate' });
    await generate.first().click();
    await generate.last().click();
    const key = await admin.page.getByLabel(/^Key derivation key/).inputValue();
    await draft.preview();
    await expect(draft.plan).toBeVisible();
    await draft.submit('The host gets a provider of its own');
    return [key];
  },
  'the password of a key server': async ({ admin }) => {
    const password = `${unique('kmip')}${unique('canary')}`;
    const draft = newChangePage(admin.page);
    await draft.choose('ontap.add-key-servers', 'ontap-01');
    await draft.pick('Key manager', /svm-finance/);
    await draft.fill('Host and port', `${unique('kms')}.corp.example:5696`);
    await draft.fill('User name', 'ontap-finance');
    await draft.fillSecret('Password', password);
    await draft.preview();
    await expect(draft.plan).toBeVisible();
    await draft.submit('Second site of the finance SVM');
    return [password];
  },
  'a private key beside its certificate': async ({ admin, product }) => {
    const pair = await demoCertificate(product);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-dr/);
    await draft.pastePair(pair);
    await draft.preview();
    await expect(draft.plan).toBeVisible();
    await draft.submit('The old certificate ends this month');
    return [pair.privateKey];
  },
  'a private key that comes late': async ({ admin, reviewer, product }) => {
    const pair = await demoCertificate(product);
    const draft = newChangePage(admin.page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-prod/);
    await admin.page
      .getByRole('radio', { name: 'Certificate with its key' })
      .check();
    await admin.page
      .getByRole('radio', { name: 'Supply it after approval' })
      .check();
    await draft.fill('Certificate', pair.certificate);
    await draft.preview();
    await expect(draft.plan).toBeVisible();
    const id = await draft.submit('The old certificate ends this month');
    await approveAs(reviewer, id);
    await admin.page
      .getByRole('button', { name: 'Supply the private key' })
      .click();
    const dialog = admin.page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: 'Private key', exact: true })
      .fill(pair.privateKey);
    await dialog
      .getByRole('button', { name: 'Supply the key and start' })
      .click();
    await expect(dialog).toBeHidden();
    return [pair.privateKey];
  },
};

/** Where secrets are sent to. */
const MAY_CARRY = /^\/api\/(changes|changes\/[0-9a-f-]{36}\/secrets|session)$/;

test('no secret stays in the browser: storage, document, addresses, history, answers', async ({
  person,
  product,
  browser,
  newcomer,
}) => {
  test.setTimeout(240_000);
  const admin = await person('admin');
  const reviewer = await person('reviewer');
  const wire = tapWire(admin.page);
  const secrets: string[] = [];
  let residue: Residue = new Map();
  const look = async (): Promise<void> => {
    residue = await readResidue(admin.page, admin.context, wire);
    expect(residueOf(secrets, residue)).toEqual([]);
  };
  for (const [name, journey] of Object.entries(JOURNEYS)) {
    await test.step(name, async () => {
      secrets.push(...(await journey({ admin, reviewer, product })));
      await look();
      // Neither behind the button that goes back, nor after the way forward again.
      await admin.page.goBack();
      await look();
      await admin.page.goForward();
      await look();
    });
  }
  for (const { path, body } of wire.sent.filter(
    (each) => !MAY_CARRY.test(each.path),
  )) {
    expect(residueOf(secrets, new Map([[path, body]]))).toEqual([]);
  }

  await test.step('a password at sign-in', async () => {
    const { username, password } = await newcomer(['reviewer']);
    const context = await browser.newContext({ baseURL: product.publicUrl });
    const page = await context.newPage();
    const heard = tapWire(page);
    await page.goto('/');
    await signInAs(page, username, password);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    secrets.push(password);
    const after = await readResidue(page, context, heard);
    expect(residueOf(secrets, after)).toEqual([]);
    await context.close();
  });

  const { planted, found, places } = plantResidue(secrets, residue);
  expect(planted).toBeGreaterThanOrEqual(20);
  expect(found).toBe(planted);
  tell('browser: secrets', secrets.length, { least: 6 });
  tell('browser: places looked at', places, { least: 10 });
  tell('browser: hits', residueOf(secrets, residue).length, { most: 0 });
  tell('browser: planted leaks found', found, { least: planted, of: planted });
});

/** The search itself: every secret, every spelling, one place after the other. */
function plantResidue(
  secrets: readonly string[],
  residue: Residue,
): { planted: number; found: number; places: number } {
  const places = [...residue];
  const leaks = secrets.flatMap((secret) =>
    spellings(secret).map((spelling) => ({ secret, spelling })),
  );
  const found = leaks.filter(({ secret, spelling }, at) => {
    const [place = '', text = ''] = places[at % places.length] ?? [];
    const cut = Math.floor(text.length / 2);
    const leak = text.slice(0, cut) + spelling + text.slice(cut);
    return residueOf([secret], new Map([[place, leak]])).length > 0;
  });
  return {
    planted: leaks.length,
    found: found.length,
    places: places.length,
  };
}

/** Hands a figure to the command that asked for it. */
function tell(
  name: string,
  value: number,
  wanted: { most?: number; least?: number; of?: number },
): void {
  const file = process.env['KEYWARD_FIGURES_FILE'];
  if (file === undefined) return;
  appendFileSync(file, `${JSON.stringify({ name, value, ...wanted })}\n`);
}
