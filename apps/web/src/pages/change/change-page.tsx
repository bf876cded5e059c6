import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function ChangePage(): ReactNode {
  return <PageFrame title="Change">{null}</PageFrame>;
}
