import type { Session } from '@keyward/contract';
import type { CsrFacts } from '@keyward/pki';
import { screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChange } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { aTask, TASK_ID } from '../../testing/task-fixtures.ts';
import { makeCsr } from '../../testing/make-csr.ts';
import { renderPage } from '../../testing/render-page.tsx';

const OPERATION = 'vcenter.generate-provider-csr';
const TITLE = 'The new CSR';

let csr: CsrFacts;

beforeAll(async () => {
  csr = await makeCsr('CN=kmip-1');
});

function task(made?: string) {
  return aTask({
    operation: OPERATION,
    state: 'succeeded',
    endedAt: '2026-11-21T08:00:05.000Z',
    verification: {
      level: 'partial',
      proved: ['The provider has a new CSR.'],
      notProved: [],
      ...(made === undefined ? {} : { made: [{ kind: 'csr', text: made }] }),
    },
  });
}

function change() {
  return aChange({
    operation: OPERATION,
    state: 'succeeded',
    taskId: TASK_ID,
    input: { trustAuthorityCluster: 'domain-c8', provider: 'kmip-1' },
  });
}

function open(
  path: string,
  shown: ReturnType<typeof task>,
  session: Session = SESSIONS.admin,
) {
  return renderPage(path, session, {
    [`GET /api/tasks/${TASK_ID}`]: () => ({ body: shown }),
    [`GET /api/changes/${shown.changeId}`]: () => ({ body: change() }),
  });
}

describe('what a new CSR leads to', () => {
  it('is read, taken along and answered from the page of its task', async () => {
    const shown = task(csr.pem);
    await open(`/tasks/${TASK_ID}`, shown);
    const section = await screen.findByRole('region', { name: TITLE });
    expect(await within(section).findByText('CN=kmip-1')).toBeTruthy();
    expect(within(section).getByText('EC P-256')).toBeTruthy();
    expect(section.textContent.replaceAll(':', '').toLowerCase()).toContain(
      csr.publicKeySha256,
    );
    expect(
      within(section).getByRole('button', {
        name: 'Download CSR (.csr) of kmip-1',
      }),
    ).toBeTruthy();
    const next = within(section).getByRole('link', {
      name: 'Submit the signed answer',
    });
    const href = new URL(next.getAttribute('href') ?? '', 'http://localhost');
    expect(Object.fromEntries(href.searchParams)).toMatchObject({
      operation: 'vcenter.update-provider-client-certificate',
      cluster: 'domain-c8',
      provider: 'kmip-1',
      keySource: 'CSR',
    });
    await expectAccessible();
  });

  it('is on the page of its change too, without the way on for who may not submit', async () => {
    const shown = task(csr.pem);
    await open(`/changes/${shown.changeId}`, shown, SESSIONS.reviewer);
    const section = await screen.findByRole('region', { name: TITLE });
    expect(await within(section).findByText('CN=kmip-1')).toBeTruthy();
    expect(within(section).queryByRole('link')).toBeNull();
  });

  it('is not shown when nothing was handed out', async () => {
    await open(`/tasks/${TASK_ID}`, task());
    await screen.findByText('The provider has a new CSR.');
    expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
  });

  it('says when what came back is no CSR', async () => {
    await open(`/tasks/${TASK_ID}`, task('hello'));
    const section = await screen.findByRole('region', { name: TITLE });
    expect(await within(section).findByText('Not readable')).toBeTruthy();
  });
});
