import { changePage } from './pages/change-page.ts';
import { expectLive, markLoad } from './pages/following.ts';
import { approveAs } from './pages/four-eyes.ts';
import { expect, test, unique } from './test.ts';

test('a page at one replica shows at once what is approved at the other', async ({
  person,
  product,
}) => {
  const other = await product.startReplica();
  try {
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer', { origin: other.url }),
    ]);
    const { id } = await admin.api.submitted({
      operation: 'esx.create-native-provider',
      on: 'esx-01',
      input: {
        provider: unique('np'),
        keyId: '9f0c6f0e-5b0a-4d6a-9a52-0f6d3d7f4c11',
        keyDerivationKey: Buffer.alloc(32, 7).toString('base64'),
      },
      reason: 'Seen from two replicas',
    });
    await admin.open(`/changes/${id}`);
    await expectLive(admin.page);
    const mark = await markLoad(admin.page);
    await approveAs(reviewer, id);
    await expect(changePage(admin.page).heading).toContainText('Succeeded');
    await expect(changePage(reviewer.page).heading).toContainText('Succeeded');
    await mark.expectSameLoad();
    await reviewer.context.close();
  } finally {
    await other.stop();
  }
});
