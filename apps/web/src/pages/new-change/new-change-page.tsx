import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function NewChangePage(): ReactNode {
  return <PageFrame title="New change">{null}</PageFrame>;
}
