import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function TaskPage(): ReactNode {
  return <PageFrame title="Task">{null}</PageFrame>;
}
