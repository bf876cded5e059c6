import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { ExpandedTokenForm } from './form.tsx';

function tokenOf(claims: object): string {
  const part = (value: object): string =>
    btoa(JSON.stringify(value))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  return `${part({ alg: 'none' })}.${part(claims)}.c2ln`;
}

const inSeconds = (seconds: number): number =>
  Math.floor(Date.now() / 1000) + seconds;

async function open() {
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <ExpandedTokenForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
    />,
  );
  return { onPrepared, user: userEvent.setup() };
}

describe('the form that registers an expanded token', () => {
  it('says that it runs at once', async () => {
    await open();
    expect(
      screen.getByText(/Runs at once, without a second person/),
    ).toBeTruthy();
  });

  it('shows whom a token is for and how long it lives, before anything is sent', async () => {
    const { user } = await open();
    await user.click(screen.getByLabelText(/^Overflow token/));
    await user.paste(
      tokenOf({
        exp: inSeconds(3600),
        aud: 'vc-91',
        sub: 'ann@corp',
        ovl: 'https://idb.example/t/1',
      }),
    );
    expect(screen.getByText('vc-91')).toBeTruthy();
    expect(screen.getByText('ann@corp')).toBeTruthy();
    expect(screen.getByText('https://idb.example/t/1')).toBeTruthy();
    expect(screen.getByText(/^(59 min|1 h).* left$/)).toBeTruthy();
  });

  it('says when a token is expired or needs no registration', async () => {
    const { user } = await open();
    await user.click(screen.getByLabelText(/^Overflow token/));
    await user.paste(tokenOf({ exp: inSeconds(-60) }));
    expect(screen.getByText('expired')).toBeTruthy();
    expect(screen.getByText(/has no overflow claim/)).toBeTruthy();
  });

  it('does not preview with a token that is over', async () => {
    const { user, onPrepared } = await open();
    await user.click(screen.getByLabelText(/^Overflow token/));
    await user.paste(tokenOf({ exp: inSeconds(-60), ovl: 'x' }));
    await user.click(screen.getByLabelText(/^Expanded access token/));
    await user.paste(tokenOf({ exp: inSeconds(600) }));
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(
      await screen.findAllByText('This token has expired. Fetch a fresh pair.'),
    ).toHaveLength(2);
    expect(document.activeElement).toBe(
      screen.getByLabelText(/^Overflow token/),
    );
    expect(onPrepared).not.toHaveBeenCalled();
  });

  it('hands over both tokens, and announces both in the preview', async () => {
    const { user, onPrepared } = await open();
    await user.type(screen.getByLabelText(/^Overflow token/), 'aaa');
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(
      screen.getByLabelText(/^Expanded access token/),
    );
    await user.type(screen.getByLabelText(/^Expanded access token/), 'bbb ');
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[0]?.[0]).toEqual({
      input: { overflowToken: 'aaa', expandedAccessToken: 'bbb' },
      preview: {
        overflowToken: { $secret: true },
        expandedAccessToken: { $secret: true },
      },
    });
  });
});
