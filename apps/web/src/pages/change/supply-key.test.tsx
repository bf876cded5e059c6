import type { ChangeDetail } from '@keyward/contract';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChange, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import {
  issueCertificate,
  type Issued,
} from '../../testing/issue-certificate.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/changes/${CHANGE_ID}`;
const READ = `GET /api${PATH}`;
const SUPPLY = `POST /api${PATH}/secrets`;
const POINTER = '/keySource/privateKey';

let approved: Issued;
let other: Issued;

beforeAll(async () => {
  [approved, other] = await Promise.all([
    issueCertificate('CN=kmip-client-new'),
    issueCertificate('CN=somebody-else'),
  ]);
});

function awaiting(over: Partial<ChangeDetail> = {}): ChangeDetail {
  return aChange({
    operation: 'vcenter.update-provider-client-certificate',
    state: 'approved',
    waitingFor: 'secret',
    expiresAt: '2099-11-22T09:00:00.000Z',
    secrets: {
      [POINTER]: {
        delivery: 'late',
        publicKeySha256: approved.publicKeySha256,
      },
    },
    ...over,
  });
}

function mine(): ChangeDetail {
  const change = awaiting();
  return {
    ...change,
    actions: { ...change.actions, supply: { allowed: true, reason: null } },
  };
}

const running = () => ({
  body: awaiting({ state: 'running', waitingFor: null }),
});

async function openDialog(
  handlers: Parameters<typeof renderPage>[2] = { [SUPPLY]: running },
) {
  const user = userEvent.setup();
  const page = await renderPage(PATH, SESSIONS.admin, {
    [READ]: () => ({ body: mine() }),
    ...handlers,
  });
  await user.click(
    await screen.findByRole('button', { name: 'Supply the private key' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  return { user, dialog, ...page };
}

const keyField = () => screen.getByRole('textbox', { name: 'Private key' });
const send = () =>
  screen.getByRole('button', { name: 'Supply the key and start' });

function paste(field: HTMLElement, text: string): void {
  fireEvent.change(field, { target: { value: text } });
}

describe('supplying the key of an approved change', () => {
  it('is what its requester is asked to do, with the approved fingerprint and the words', async () => {
    const { dialog } = await openDialog();
    expect(
      screen.getByText(/It waits for you to supply the private key/),
    ).toBeTruthy();
    expect(dialog.getByText('amber falcon quiet harbour')).toBeTruthy();
    expect(dialog.getByText(/Approved is the key with/)).toBeTruthy();
    expect(keyField().getAttribute('autocomplete')).toBe('off');
    await expectAccessible();
  });

  it('sends the approved key once, and the page forgets it', async () => {
    const { user, calls, queryClient } = await openDialog();
    paste(keyField(), approved.privateKeyPem);
    await user.click(send());
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    const posts = calls.filter((call) => call.method === 'POST');
    expect(posts.map((call) => call.body)).toEqual([
      {
        digest: mine().digest,
        secrets: { [POINTER]: approved.privateKeyPem },
      },
    ]);
    expect(
      screen.queryByRole('button', { name: 'Supply the private key' }),
    ).toBeNull();
    const [, inner = ''] = approved.privateKeyPem.split('\n');
    expect(document.documentElement.outerHTML).not.toContain(inner);
    expect(
      JSON.stringify(
        queryClient
          .getMutationCache()
          .getAll()
          .map((each) => each.state.variables ?? null),
      ),
    ).not.toContain(inner);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'another key',
      () => other.privateKeyPem,
      /another key than the approved one, so it was not sent/,
    ],
    ['no key', () => '', /Choose or paste the private key/],
    ['a text that is none', () => 'hello', /BEGIN/],
  ])('does not send %s, and says why', async (_what, text, words) => {
    const { user, dialog, calls } = await openDialog();
    paste(keyField(), text());
    await user.click(send());
    expect((await dialog.findAllByText(words)).length).toBeGreaterThan(0);
    expect(calls.filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('shows at its field what the console has against a key', async () => {
    const { user, dialog } = await openDialog({
      [SUPPLY]: () => ({
        status: 422,
        body: {
          code: 'validation_failed',
          title: 'Some fields are not right',
          status: 422,
          requestId: 'r',
          fieldErrors: [
            {
              pointer: '/secrets/~1keySource~1privateKey',
              code: 'unsupported_key',
              message: 'Not a key that can be used.',
            },
          ],
        },
      }),
    });
    paste(keyField(), approved.privateKeyPem);
    await user.click(send());
    expect(
      (await dialog.findAllByText('Not a key that can be used.')).length,
    ).toBeGreaterThan(0);
    expect(keyField().getAttribute('aria-invalid')).toBe('true');
  });

  it('forgets what was pasted when the dialog is closed', async () => {
    const { user, dialog } = await openDialog();
    paste(keyField(), approved.privateKeyPem);
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await user.click(
      screen.getByRole('button', { name: 'Supply the private key' }),
    );
    await screen.findByRole('dialog');
    expect(keyField()).toHaveProperty('value', '');
  });

  it('shows everybody else whose turn it is', async () => {
    await renderPage(PATH, SESSIONS.reviewer, {
      [READ]: () => ({ body: awaiting() }),
    });
    expect(
      await screen.findByText(
        (_text, element) =>
          element?.tagName === 'P' &&
          (element.textContent ?? '').includes(
            `It waits for ${awaiting().requester.displayName} to supply the private key.`,
          ),
      ),
    ).toBeTruthy();
    expect(
      screen.queryByRole('button', { name: 'Supply the private key' }),
    ).toBeNull();
  });
});
