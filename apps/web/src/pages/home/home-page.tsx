import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function HomePage(): ReactNode {
  return <PageFrame title="Home">{null}</PageFrame>;
}
