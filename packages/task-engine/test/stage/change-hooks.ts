import type { TaskEngineOptions } from '@keyward/task-engine';

/** The change's state follows the task's, as in the product. */
export const changeHooks: TaskEngineOptions['hooks'] = {
  onStarted: async (journal, task) => {
    await journal.tx
      .updateTable('change')
      .set({ state: 'running' })
      .where('id', '=', task.change_id)
      .execute();
  },
  onEnded: async (journal, task, end) => {
    await journal.tx
      .updateTable('change')
      .set({ state: end.state })
      .where('id', '=', task.change_id)
      .execute();
  },
};
