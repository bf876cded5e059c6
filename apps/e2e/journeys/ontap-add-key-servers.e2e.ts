import { changePage } from '../pages/change-page.ts';
import { expectLive, markLoad } from '../pages/following.ts';
import { approveAs, copyIntoNewChange } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import { taskPage } from '../pages/task-page.ts';
import { expect, test, unique } from '../test.ts';

test('a key server is added after a second person approved it, and the helpdesk sees it verified without a reload', async ({
  person,
  product,
}) => {
  const [admin, reviewer, helpdesk] = await Promise.all([
    person('admin'),
    person('reviewer'),
    person('helpdesk'),
  ]);
  const server = `${unique('kms')}.corp.example:5696`;
  const ticket = unique('INC');

  const draft = newChangePage(admin.page);
  await draft.choose('ontap.add-key-servers', 'ontap-01');
  await draft.pick('Key manager', /svm-finance/);
  await draft.fill('Host and port', server.toUpperCase());
  await draft.fill('Timeout (s)', '20');
  await draft.fill('User name', 'ontap-finance');
  await draft.fillSecret('Password', unique('kmip'));
  await draft.preview();
  await expect(draft.plan).toContainText(`${server} will be added`);
  await expect(draft.checks).toContainText('At most four primary key servers');
  const id = await draft.submit('Second site of the finance SVM', ticket);
  await expect(changePage(admin.page).heading).toContainText(
    'Awaiting approval',
  );

  await helpdesk.open(`/changes/${id}`);
  await expectLive(helpdesk.page);
  const following = changePage(helpdesk.page);
  await expect(following.heading).toContainText('Awaiting approval');
  await expect(following.section('The exact request')).toBeHidden();
  const mark = await markLoad(helpdesk.page);

  await reviewer.open(`/changes/${id}`);
  const review = changePage(reviewer.page);
  await expect(review.section('What will change')).toContainText(server);
  await expect(review.section('The exact request')).toContainText('•••');
  await expect(review.section('Key servers')).toContainText(
    /cannot be resolved|did not answer in time/,
  );
  await expect(following.section('Key servers')).toBeHidden();
  await review.approveAfterReading();

  await expect(following.heading).toContainText('Succeeded');
  await expect(review.heading).toContainText('Succeeded');
  await expect(changePage(admin.page).heading).toContainText('Succeeded');
  await mark.expectSameLoad();

  const task = taskPage(helpdesk.page);
  await task.openFromChange();
  await expect(task.verification).toContainText('3 facts were read back.');
  await expect(helpdesk.page.getByRole('main')).not.toContainText(server);
  await mark.expectSameLoad();
  await taskPage(reviewer.page).openFromChange();
  const reviewed = taskPage(reviewer.page).verification;
  await expect(reviewed).toContainText(`${server} is configured.`);
  await expect(reviewed).toContainText('ONTAP never returns it');

  const effects = await product.target('ontap-01').effects();
  expect(
    effects.filter((effect) => JSON.stringify(effect).includes(server)),
  ).toHaveLength(1);
});

test(
  'a refusal of the cluster is shown with its code and a plain explanation, and the change can be copied',
  { tag: '@full' },
  async ({ person }) => {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const draft = newChangePage(admin.page);
    await draft.choose('ontap.add-key-servers', 'ontap-01');
    await draft.pick('Key manager', /svm-archive/);
    await draft.fill('Host and port', 'error-66060339.keyward.test');
    await draft.preview();
    const id = await draft.submit('A server that the cluster cannot reach');

    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Failed');

    const task = taskPage(admin.page);
    await task.openFromChange();
    await expect(task.outcome).toContainText('66060339');
    await expect(task.outcome).toContainText(
      'The key server does not trust ONTAP: it refused the client certificate.',
    );
    await expect(task.outcome).toContainText(
      'Register the key manager’s client certificate at the key server.',
    );

    await admin.open(`/changes/${id}`);
    await copyIntoNewChange(admin);
    await expect(
      admin.page.getByRole('textbox', { name: 'Host and port', exact: true }),
    ).toHaveValue('error-66060339.keyward.test');
  },
);
