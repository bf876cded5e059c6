import { session } from '@keyward/contract';

import { expectAccessible } from './pages/expect-accessible.ts';
import { consoleApi } from './people/console-api.ts';
import { inBrowser } from './people/person.ts';
import { startOrganisation } from './product/start-organisation.ts';
import { expect, test } from './test.ts';

const PROVIDER = 'Example organisation: who are you?';

test('people of the organisation come in by its sign-in, as what their groups make them, or not at all', async ({
  browser,
  consoleGuard,
}) => {
  test.slow();
  const organisation = await startOrganisation();
  try {
    const { product } = organisation;
    const origin = product.publicUrl;
    const context = await browser.newContext({ baseURL: origin });
    const { page } = await inBrowser(context, 'raul', origin);
    consoleGuard.watch(page);
    await page.goto('/tasks?state=failed');
    const enter = page.getByRole('link', {
      name: 'Sign in with Example organisation',
    });
    await expect(enter).toBeVisible();
    await expectAccessible(page);
    await enter.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(PROVIDER);
    await page.getByRole('button', { name: 'Raúl Rey' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tasks');
    await expect(page).toHaveURL(`${origin}/tasks?state=failed`);
    await expect(
      page.getByRole('button', { name: 'Raúl Rey, Reviewer' }),
    ).toBeVisible();
    const api = consoleApi(context.request, origin);
    expect(
      session.parse(await (await api.get('/api/session')).json()),
    ).toMatchObject({ roles: ['reviewer'], proof: { method: 'oidc' } });
    await context.close();

    const stranger = await browser.newContext({ baseURL: origin });
    const gate = await stranger.newPage();
    consoleGuard.watch(gate);
    await gate.goto('/sign-in');
    await gate
      .getByRole('link', { name: 'Sign in with Example organisation' })
      .click();
    await gate.getByRole('button', { name: 'Nora No-Role' }).click();
    await expect(gate.getByRole('heading', { level: 1 })).toHaveText(
      'You have no role in this console',
    );
    await expectAccessible(gate);
    const nobody = consoleApi(stranger.request, origin);
    expect((await nobody.get('/api/session')).status()).toBe(401);
    await stranger.close();
  } finally {
    await organisation.stop();
  }
});
