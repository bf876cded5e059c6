import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function ChangesPage(): ReactNode {
  return <PageFrame title="Changes">{null}</PageFrame>;
}
