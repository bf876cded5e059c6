import { estateAnswer } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { approve, endOf, submit, taskWhen } from '../support/changes.ts';
import { carryOut, newAddress } from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-work'],
    taskSeconds: 6,
  });
});
afterAll(() => console.stop());

describe('a certificate that changes while the target works on a change', () => {
  it('ends the task as unknown, so that the connection can be decided about', async () => {
    const admin = await console.signIn('admin');
    const reviewer = await console.signIn('reviewer');
    const connectionId = console.connectionId('vc-work');
    const services = await admin.call(
      'GET',
      `/api/connections/${connectionId}/estate/key-provider-services?wait=20`,
    );
    const service = estateAnswer.parse(services.body).items[0]?.id ?? '';
    const change = await approve(
      reviewer,
      await submit(admin, {
        operation: 'vcenter.configure-cluster-kms-service',
        connectionId,
        input: { cluster: 'domain-c21', source: { type: 'SERVICE', service } },
        reason: 'The cluster gets its keys',
      }),
    );
    await taskWhen(
      admin,
      change.taskId ?? '',
      (task) => task.upstreamTaskId !== null,
    );
    await console.control('vc-work').rotateCertificate();
    const heard = (await console.control('vc-work').requests()).length;
    const task = await endOf(admin, change);
    expect(task).toMatchObject({
      state: 'outcome_unknown',
      explanation: { code: 'connection_quarantined' },
    });
    expect(await console.control('vc-work').requests()).toHaveLength(heard);
    const rows = await console.db
      .selectFrom('audit')
      .select('object')
      .where('code', '=', 'connection.quarantined')
      .execute();
    expect(rows).toEqual([{ object: connectionId }]);

    await carryOut(
      { requester: admin, approver: reviewer },
      newAddress(console, 'vc-work', 'vc-work'),
    );
    await waitFor('the target to end its work', async () =>
      (await console.control('vc-work').effects()).some(
        ({ detail }) => detail !== undefined,
      ),
    );
    const reconciled = await admin.call(
      'POST',
      `/api/tasks/${task.id}/reconcile`,
      { outcome: 'applied', comment: 'Seen at the target' },
    );
    expect(reconciled.status).toBe(200);
    const { state, verification } = await endOf(admin, change);
    expect(state).toBe('succeeded');
    expect(verification?.proved.join()).toContain(service);
  });
});
