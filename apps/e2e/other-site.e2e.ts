import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import { expect, test, unique } from './test.ts';

/** A page of another port of this machine: to a browser the same site, so that even strict cookies go along. */
async function otherSite(
  page: string,
): Promise<{ origin: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    close: () => void server.close(),
  };
}

test('a page of another port changes nothing with a person’s cookie, and frames nothing', async ({
  person,
  product,
  consoleGuard,
}) => {
  consoleGuard.tolerate(
    /CORS|cross-origin|frame|ERR_BLOCKED|ERR_FAILED|Content Security/i,
  );
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const change = await admin.api.submitted({
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: unique('nkp'),
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Nobody else decides on it',
  });
  const approve = `${product.url}/api/changes/${change.id}/approve`;
  const body = JSON.stringify({ digest: change.digest });
  const site = await otherSite(
    `<!doctype html>
<form id="form" method="post" enctype="text/plain" action="${approve}" target="inside">
<input name='{"digest":"${change.digest}","x":"' value='"}'></form>
<iframe name="inside"></iframe><iframe id="frame" src="${product.url}/review/${change.id}"></iframe>
<img src="${product.url}/api/session"><p id="said"></p>
<script>
const said = document.getElementById('said');
const tries = ['POST', 'DELETE', 'PATCH'].flatMap((method) => ['text/plain', 'application/json'].map((type) =>
  fetch(method === 'POST' ? '${approve}' : '${product.url}/api/session', {
    method, mode: type === 'text/plain' && method === 'POST' ? 'no-cors' : 'cors', credentials: 'include',
    headers: type === 'text/plain' ? {'content-type': type} : {'content-type': type, 'x-keyward': '1'},
    body: ${JSON.stringify(body)} }).then((answer) => answer.status, () => 'refused')));
document.getElementById('form').submit();
Promise.all(tries).then((results) => { said.textContent = results.join(' '); });
</script>`,
  );
  await reviewer.page.goto(site.origin);
  await expect(reviewer.page.locator('#said')).toHaveText(
    // A browser may hand out an answer without content (0), or keep even that back.
    /^(0|refused)( refused){5}$/,
  );
  site.close();
  expect((await admin.api.change(change.id)).state).toBe('pending');
  expect((await reviewer.api.get('/api/session')).status()).toBe(200);
});

test('going back after signing out shows nothing of before', async ({
  person,
}) => {
  // The cookie goes, the session stays: other tests share it.
  const helpdesk = await person('helpdesk');
  const { page } = helpdesk;
  await helpdesk.open('/tasks');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Tasks/);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Tasks' })).toHaveCount(0);
});
