import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';

import type { Wish } from './people/console-api.ts';
import { changePage } from './pages/change-page.ts';
import { expectLive } from './pages/following.ts';
import { taskPage } from './pages/task-page.ts';
import { expect, test, unique } from './test.ts';

const SERVICE_A1 = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a01';

function aService(cluster: string): Wish {
  return {
    operation: 'vcenter.configure-cluster-kms-service',
    on: 'vc-work',
    input: { cluster, source: { type: 'SERVICE', service: SERVICE_A1 } },
    reason: 'Survives the end of the console',
  };
}

test.beforeEach(({ consoleGuard }) => {
  // A page whose server is gone says so.
  consoleGuard.tolerate(/net::ERR_/);
});

test('a console killed while the target works ends the task verified after its restart, with one effect', async ({
  person,
  product,
}) => {
  await product.target('vc-work').reset();
  const [admin, reviewer] = await Promise.all([
    person('admin'),
    person('reviewer'),
  ]);
  const { id } = await admin.api.submitted(aService('domain-c21'));
  await admin.open(`/changes/${id}`);
  await expectLive(admin.page);
  expect((await reviewer.api.approve(id)).status()).toBe(200);
  const steps = admin.page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText(/target|upstream/i);
  await expect
    .poll(async () => {
      const { taskId } = await admin.api.change(id);
      return taskId === null
        ? null
        : (await admin.api.task(taskId)).upstreamTaskId;
    })
    .not.toBeNull();

  await product.bff().kill();
  await expect(
    admin.page.getByText(/Reconnecting…|Live updates paused/),
  ).toBeVisible();
  await product.startBff();

  await expect(changePage(admin.page).heading).toContainText('Succeeded');
  await expectLive(admin.page);
  const task = taskPage(admin.page);
  await task.openFromChange();
  await expect(task.verification).toContainText('Fully verified');
  const target = product.target('vc-work');
  expect(await target.effects()).toHaveLength(1);
  const sent = (await target.requests()).filter(
    ({ path, status }) => path.endsWith('/kms/services') && status === 202,
  );
  expect(sent).toHaveLength(1);
});

/** Every point of every operation is killed without a browser (`npm run test:faults`); here it is seen, at full scale. */
const FAILPOINTS =
  process.env['KEYWARD_TEST_SCALE'] === '1'
    ? ['task.apply.afterSend', 'task.apply.afterIntent']
    : [];

for (const failpoint of FAILPOINTS) {
  test(`a console that dies at ${failpoint} sends nothing twice`, async ({
    person,
    product,
  }) => {
    await product.target('ontap-01').reset();
    const server = `${unique('kms')}.corp.example:5696`;
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const { id } = await admin.api.submitted({
      operation: 'ontap.add-key-servers',
      on: 'ontap-01',
      input: {
        keyManager: ONTAP_KEY_MANAGERS.finance,
        servers: [{ server }],
      },
      reason: 'Killed between two lines',
    });
    await product.bff().stop(20_000);
    await product.startBff(failpoint);
    expect((await reviewer.api.approve(id)).status()).toBe(200);
    expect(await product.bff().ended).toContain('SIGKILL');
    await product.startBff();

    await admin.open(`/changes/${id}`);
    await expect(changePage(admin.page).heading).toContainText('Succeeded', {
      timeout: 30_000,
    });
    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.verification).toContainText(`${server} is configured.`);
    const effects = await product.target('ontap-01').effects();
    expect(effects).toHaveLength(1);
  });
}
