import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function TasksPage(): ReactNode {
  return <PageFrame title="Tasks">{null}</PageFrame>;
}
