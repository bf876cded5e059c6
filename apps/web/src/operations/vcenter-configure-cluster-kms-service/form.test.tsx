import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { fakeConsole } from '../../testing/fake-console.ts';
import { renderInApp } from '../../testing/render-in-app.tsx';
import type { PreparedInput } from '../operation-view.ts';
import { ClusterServiceForm } from './form.tsx';

const USED = {
  service: 'svc-1',
  address: { hostname: 'kms-a', port: 443 },
  group: 'g1',
  trustAuthorityCluster: 'ta-1',
};
const CLUSTER = {
  id: 'domain-c21',
  name: 'Trusted-A',
  services: [{ ...USED, applied: { health: 'OK', details: [] } }],
  drift: [],
  appliedError: null,
};
const SERVICES = [
  {
    id: 'svc-1',
    name: 'kms-a',
    address: USED.address,
    group: 'g1',
    trustAuthorityCluster: 'ta-1',
  },
  {
    id: 'svc-2',
    name: 'kms-b',
    address: { hostname: 'kms-b', port: 443 },
    group: 'g1',
    trustAuthorityCluster: 'ta-2',
  },
];

function answer(items: readonly unknown[]) {
  return () => ({
    body: { items, observedAt: '2026-11-21T03:00:00.000Z', refreshing: false },
  });
}

async function open() {
  fakeConsole({
    'GET /api/connections/c-1/estate/trusted-clusters': answer([CLUSTER]),
    'GET /api/connections/c-1/estate/key-provider-services': answer(SERVICES),
  });
  const onPrepared = vi.fn<(prepared: PreparedInput) => void>();
  await renderInApp(
    <ClusterServiceForm
      connectionId="c-1"
      copied={null}
      pending={false}
      problem={null}
      onPrepared={onPrepared}
    />,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('combobox', { name: 'Trusted cluster' }));
  await user.click(await screen.findByRole('option', { name: /Trusted-A/ }));
  return { onPrepared, user };
}

describe('the form that configures a cluster for a service', () => {
  it('shows which services the cluster uses already, with their applied health', async () => {
    await open();
    const used = screen.getByRole('table', {
      name: 'Services that Trusted-A uses',
    });
    expect(used.textContent).toContain('kms-a:443');
    expect(used.textContent).toContain('Healthy');
  });

  it('does not offer a service that the cluster uses already', async () => {
    const { user } = await open();
    await user.click(
      screen.getByRole('combobox', { name: 'Key provider service' }),
    );
    const option = await screen.findByRole('option', { name: /kms-a/ });
    expect(option).toHaveProperty('disabled', true);
    expect(option.textContent).toContain('This cluster already uses it.');
  });

  it('hands over the service of the chosen source only', async () => {
    const { user, onPrepared } = await open();
    await user.click(
      screen.getByRole('combobox', { name: 'Key provider service' }),
    );
    await user.click(await screen.findByRole('option', { name: /kms-b/ }));
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[0]?.[0].input).toEqual({
      cluster: 'domain-c21',
      source: { type: 'SERVICE', service: 'svc-2' },
    });

    await user.click(
      screen.getByRole('radio', { name: 'A Trust Authority cluster' }),
    );
    await user.click(
      screen.getByRole('combobox', { name: 'Trust Authority cluster' }),
    );
    await user.click(await screen.findByRole('option', { name: /ta-2/ }));
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[1]?.[0].input).toEqual({
      cluster: 'domain-c21',
      source: { type: 'CLUSTER', trustAuthorityCluster: 'ta-2' },
    });
  });

  it('keeps an id that was typed and left, for lists that do not show it', async () => {
    const { user, onPrepared } = await open();
    await user.type(
      screen.getByRole('combobox', { name: 'Key provider service' }),
      'svc-99',
    );
    await user.tab();
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(onPrepared.mock.calls[0]?.[0].input).toEqual({
      cluster: 'domain-c21',
      source: { type: 'SERVICE', service: 'svc-99' },
    });
  });

  it('names the field that is missing', async () => {
    const { user, onPrepared } = await open();
    await user.click(
      screen.getByRole('button', { name: 'Preview the change' }),
    );
    expect(await screen.findByText('One field needs attention')).toBeTruthy();
    expect(document.activeElement).toBe(
      screen.getByRole('combobox', { name: 'Key provider service' }),
    );
    expect(onPrepared).not.toHaveBeenCalled();
  });
});
