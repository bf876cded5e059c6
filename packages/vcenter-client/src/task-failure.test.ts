import { describe, expect, it } from 'vitest';

import { taskFailure } from './tasks.ts';

const reason = {
  error_type: 'RESOURCE_BUSY',
  messages: [{ id: 'm', default_message: 'Busy.', args: [] }],
};

describe('the failure of a task', () => {
  it.each(['error', 'result'])('is explained by its %s', (member) => {
    const { facts, delivery } = taskFailure('task-1', {
      status: 'FAILED',
      [member]: reason,
    });
    expect(delivery).toBe('answered');
    expect(facts).toMatchObject({
      errorType: 'RESOURCE_BUSY',
      messages: [{ text: 'Busy.' }],
      upstreamTaskId: 'task-1',
    });
  });

  it('has no text when the task says nothing', () => {
    expect(taskFailure('task-1', { status: 'FAILED' }).facts.messages).toEqual(
      [],
    );
  });
});
