import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function ConnectionNewPage(): ReactNode {
  return <PageFrame title="Add a connection">{null}</PageFrame>;
}
