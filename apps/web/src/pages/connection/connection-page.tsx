import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function ConnectionPage(): ReactNode {
  return <PageFrame title="Connection">{null}</PageFrame>;
}
