import type { ConsoleApi, Wish } from './people/console-api.ts';
import { expectLive, markLoad } from './pages/following.ts';
import { witnessStream } from './pages/stream-witness.ts';
import { eventNumbers } from './product/database.ts';
import { startTcpProxy } from './product/tcp-proxy.ts';
import { expect, test, unique } from './test.ts';

const SERVICE_A2 = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a02';

function aSlowChange(ticket: string): Wish {
  return {
    operation: 'vcenter.configure-cluster-kms-service',
    on: 'vc-work',
    input: {
      cluster: 'domain-c21',
      source: { type: 'SERVICE', service: SERVICE_A2 },
    },
    reason: 'Watched from afar',
    ticket,
  };
}

async function expectSucceeded(api: ConsoleApi, id: string): Promise<void> {
  await expect.poll(async () => (await api.change(id)).state).toBe('succeeded');
}

test.beforeEach(async ({ product }) => {
  await product.target('vc-work').reset();
});

test('a stream that breaks off says so, and continues without a gap when the network is back', async ({
  person,
  product,
  consoleGuard,
}) => {
  consoleGuard.tolerate(/net::ERR_/);
  const proxy = await startTcpProxy(product.port);
  try {
    const [admin, reviewer, watcher] = await Promise.all([
      person('admin'),
      person('reviewer'),
      person('reviewer2', { origin: proxy.url }),
    ]);
    const ticket = unique('INC');
    const { id } = await admin.api.submitted(aSlowChange(ticket));
    const witness = await witnessStream(watcher.page);
    await watcher.open(`/tasks?ticket=${ticket}`);
    await expectLive(watcher.page);
    const mark = await markLoad(watcher.page);
    expect((await reviewer.api.approve(id)).status()).toBe(200);
    const row = watcher.page.getByRole('row').filter({ hasText: ticket });
    await expect(row).toContainText('Running');

    proxy.cut();
    await expect(watcher.page.getByText('Reconnecting…')).toBeVisible();
    await expectSucceeded(admin.api, id);
    await expect(row).toContainText('Running');

    proxy.mend();
    await expect(row).toContainText('Succeeded');
    await expectLive(watcher.page);
    await mark.expectSameLoad();

    const heard = await witness.heard();
    const [beginning, ...continuations] = await witness.continuedAfter();
    // Where the reads of the page ended; from there on nothing is missing.
    expect(beginning).toMatch(/^\d+$/);
    expect(heard).toEqual(
      await eventNumbers(product, Number(beginning) + 1, heard.at(-1) ?? 0),
    );
    expect(continuations.map(Number)).toHaveLength(1);
    expect(heard).toContain(Number(continuations[0]));
  } finally {
    await proxy.stop();
  }
});

test(
  'a browser without a network says that updates are paused and catches up later',
  { tag: '@full' },
  async ({ person, consoleGuard }) => {
    consoleGuard.tolerate(/net::ERR_/);
    const [admin, reviewer, watcher] = await Promise.all([
      person('admin'),
      person('reviewer'),
      person('helpdesk'),
    ]);
    const { id } = await admin.api.submitted(aSlowChange(unique('INC')));
    await watcher.open(`/changes/${id}`);
    await expectLive(watcher.page);
    const mark = await markLoad(watcher.page);
    const heading = watcher.page.getByRole('heading', { level: 1 });
    // The page must be there before the network goes: what is being loaded then waits for its return.
    await expect(heading).toContainText('Awaiting approval');

    await watcher.context.setOffline(true);
    expect((await reviewer.api.approve(id)).status()).toBe(200);
    await expectSucceeded(admin.api, id);
    await watcher.context.setOffline(false);

    await expect(heading).toContainText('Succeeded');
    await expectLive(watcher.page);
    await mark.expectSameLoad();
  },
);

test('all tabs of a browser share one stream, and the next tab takes over when the first one closes', async ({
  person,
  consoleGuard,
}) => {
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  const streams: string[] = [];
  helpdesk.context.on('request', (request) => {
    if (request.url().endsWith('/api/events')) streams.push(request.url());
  });
  const ticket = unique('INC');
  await helpdesk.open(`/tasks?ticket=${ticket}`);
  await expectLive(helpdesk.page);
  const second = await helpdesk.context.newPage();
  consoleGuard.watch(second);
  await second.goto(`/tasks?ticket=${ticket}`);
  await expectLive(second);
  expect(streams).toHaveLength(1);

  await helpdesk.page.close();
  const { id } = await admin.api.submitted(aSlowChange(ticket));
  expect((await reviewer.api.approve(id)).status()).toBe(200);
  await expect(
    second.getByRole('row').filter({ hasText: ticket }),
  ).toContainText('Succeeded');
  expect(streams).toHaveLength(2);
});

test('the stream tells proxies in front of it to pass every event on at once', async ({
  person,
}) => {
  const helpdesk = await person('helpdesk');
  const answered = helpdesk.page.waitForResponse('**/api/events');
  await helpdesk.open('/');
  const headers = (await answered).headers();
  expect(headers['content-type']).toContain('text/event-stream');
  expect(headers['x-accel-buffering']).toBe('no');
  expect(headers['cache-control']).toContain('no-transform');
  expect(headers['content-encoding']).toBeUndefined();
});
