import type { ReactNode } from 'react';

import { PageFrame } from '../../page/page-frame.tsx';

export function AuditPage(): ReactNode {
  return <PageFrame title="Audit">{null}</PageFrame>;
}
