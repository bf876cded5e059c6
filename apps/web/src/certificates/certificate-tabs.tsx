import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { PageTab, PageTabs } from '../page/page-tabs.tsx';

/** The two looks at certificates: what there is, and what runs out. */
export function CertificateTabs(): ReactNode {
  return (
    <PageTabs label={say('certificates.looks-at-certificates')}>
      <PageTab
        to="/certificates"
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {say('certificates.all-certificates')}
      </PageTab>
      <PageTab
        to="/certificates/agenda"
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {say('certificates.expiry-agenda')}
      </PageTab>
    </PageTabs>
  );
}
