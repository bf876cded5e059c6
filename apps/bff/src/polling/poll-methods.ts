import type { ConnectedClient } from '../connections/client-pool.ts';
import { ontapJobs } from './ontap-jobs.ts';
import type { PollMethod } from './poll-method.ts';
import { vcenterTasks } from './vcenter-tasks.ts';

/** How to follow what a target runs; null for a system that runs nothing of its own. */
export function pollMethodOf(connected: ConnectedClient): PollMethod | null {
  switch (connected.system) {
    case 'vcenter':
      return vcenterTasks(connected.client);
    case 'ontap':
      return ontapJobs(connected.client);
    case 'esx':
      return null;
  }
}
