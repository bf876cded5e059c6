import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function ConnectionsPage(): ReactNode {
  return <PageFrame title="Connections">{null}</PageFrame>;
}
