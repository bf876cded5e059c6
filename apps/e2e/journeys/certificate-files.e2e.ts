import type { Locator } from '@playwright/test';

import { changePage } from '../pages/change-page.ts';
import { expectAccessible } from '../pages/expect-accessible.ts';
import { approveAs } from '../pages/four-eyes.ts';
import { newChangePage } from '../pages/new-change-page.ts';
import {
  type CertificateFiles,
  certificateFiles,
  hasOpenSsl,
} from '../product/certificate-files.ts';
import { expect, test } from '../test.ts';

/** Drops files as a browser does, with their bytes. */
async function drop(
  target: Locator,
  files: CertificateFiles['files'],
): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(files)}) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  })()`);
  await target.dispatchEvent('drop', { dataTransfer });
}

/** Everything the page shows and the browser keeps, as one text. */
const RESIDUE = `JSON.stringify([
  document.documentElement.outerHTML,
  { ...localStorage },
  { ...sessionStorage },
  location.href,
  history.state,
])`;

test(
  'files of a CA are dropped, opened and checked in the page, then approved and sent',
  { tag: '@full' },
  async ({ person }) => {
    // eslint-disable-next-line playwright/no-skipped-test -- nothing else here writes such files
    test.skip(!hasOpenSsl(), 'The files are made with OpenSSL.');
    const { files, password, privateKey } = certificateFiles();
    const [admin, reviewer] = await Promise.all([
      person('admin'),
      person('reviewer'),
    ]);
    const { page } = admin;
    const draft = newChangePage(page);
    await draft.choose('vcenter.update-provider-client-certificate', 'vc-ta');
    await draft.pick('Trust Authority cluster', /TA-Cluster-A|domain-c101/);
    await draft.pick('Key provider', /kmip-prod/);
    await page.getByRole('radio', { name: 'Certificate with its key' }).check();

    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    const bench = page.getByRole('region', { name: 'Certificate files' });
    await drop(bench.getByText('Drop what your CA sent'), files);
    await bench.getByLabel('Password of client.p12').fill(password);
    await bench.getByRole('button', { name: 'Open' }).click();
    const chain = bench.getByRole('list', { name: /Chain, from the client/ });
    await expect(chain.getByRole('listitem')).toHaveText([
      /CN=kmip-dropped/,
      /CN=Lab Issuing CA/,
    ]);
    await expect(bench.getByRole('status')).toContainText(
      'Found 1 client certificate, 1 CA certificate and 1 private key.',
    );
    await expect(bench.getByText(/checks passed/)).toBeVisible();
    await expectAccessible(page);
    await bench.getByRole('button', { name: 'Use this certificate' }).click();
    await expect(
      page.getByText('The certificate and the private key belong together.'),
    ).toBeVisible();
    // Only scripts were loaded; no route of the console was called.
    expect(
      sent.filter((url) => new URL(url).pathname.startsWith('/api')),
    ).toEqual([]);

    await draft.preview();
    const id = await draft.submit('The files of the new CA');
    const line = privateKey.split('\n')[1] ?? '';
    expect(line.length).toBeGreaterThan(30);
    const kept = await page.evaluate<string>(RESIDUE);
    // Compared here, so that a failure does not print what it found.
    expect([kept.includes(line), kept.includes(password)]).toEqual([
      false,
      false,
    ]);
    await approveAs(reviewer, id);
    await expect(changePage(page).heading).toContainText('Succeeded');
  },
);
