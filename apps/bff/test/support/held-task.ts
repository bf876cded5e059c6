import type { ChangeDetail, TaskDetail } from '@keyward/contract';

import { approve, submit, taskWhen } from './changes.ts';
import type { ChangeRequest } from './changes.ts';
import type { ConsoleUnderTest, SimulatorName } from './console-under-test.ts';
import type { Person } from './person.ts';

/** An approved change whose task has found its target unreachable and waits to try again: nothing was sent. */
export interface HeldTask {
  change: ChangeDetail;
  task: TaskDetail;
  /** The target answers again, and the task is tried now. */
  letGo(): Promise<void>;
}

/** Approves a change and keeps its task between claim and sending, where what was approved can still be altered. */
export async function holdTask(
  console: ConsoleUnderTest,
  { requester, approver }: { requester: Person; approver: Person },
  request: ChangeRequest,
  simulator: SimulatorName = 'esx-01',
): Promise<HeldTask> {
  const control = console.control(simulator);
  const submitted = await submit(requester, request);
  await control.fault('reset_before_work', { times: 500, method: 'GET' });
  const change = await approve(approver, submitted);
  const task = await taskWhen(
    requester,
    change.taskId ?? '',
    (each) => each.actions['retry']?.allowed === true,
  );
  return {
    change,
    task,
    async letGo() {
      // Objects made before are of no use to these tests, so the whole target may forget them with the faults.
      await control.reset();
      await requester.call('POST', `/api/tasks/${task.id}/retry`);
    },
  };
}
