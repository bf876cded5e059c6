import type { Connection, PersonItem } from '@keyward/contract';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChange } from '../../testing/change-fixtures.ts';
import { aPolicy, RULE } from '../../testing/policy-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const AT = '2026-11-21T08:00:00.000Z';
const PIN = 'ab'.repeat(32);
const OTHER_PIN = 'cd'.repeat(32);

const CONNECTION: Connection = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  description: '',
  kind: 'ontap',
  host: 'ontap-01.corp.example',
  port: 443,
  trust: { mode: 'pin', sha256: PIN },
  esxAuth: null,
  credential: { username: 'svc', set: true, setAt: AT, setBy: null },
  version: '9.15',
  capabilities: ['key-managers'],
  health: 'reachable',
  healthDetail: null,
  checkedAt: AT,
  quarantinedAt: null,
  createdAt: AT,
};

const RITA: PersonItem = {
  ...SESSIONS.reviewer.person,
  email: null,
  active: true,
  roles: [
    { role: 'helpdesk', source: 'console', grantedAt: AT },
    { role: 'security_admin', source: 'idp', grantedAt: AT },
  ],
  passkeys: 0,
  sessions: 1,
  createdAt: AT,
  lastSignInAt: AT,
  invitedUntil: null,
};

const PREVIEW = {
  plan: {
    before: {},
    after: {},
    sentences: ['This is what changes.'],
    differences: [],
    request: { method: 'PUT', path: '/console', body: {} },
  },
  checks: [],
  planDigest: 'ee'.repeat(32),
  conflicts: [],
  lastSame: null,
};

async function openForm(search: string, setUp = false) {
  const user = userEvent.setup();
  const view = await renderPage(`/changes/new?${search}`, SESSIONS.admin, {
    'GET /api/connections': () => ({ body: { items: [CONNECTION] } }),
    'GET /api/people': () => ({ body: { items: [RITA] } }),
    'GET /api/policy': () => ({ body: aPolicy({ setUp }) }),
    'POST /api/changes/preview': () => ({ body: PREVIEW }),
    'POST /api/changes': () => ({ status: 201, body: aChange() }),
    'POST /api/connections/probe': () => ({
      body: {
        sha256: OTHER_PIN,
        subject: 'CN=ontap-02',
        issuer: 'CN=ontap-02',
        subjectAltNames: ['ontap-02.corp.example'],
        notBefore: AT,
        notAfter: '2099-11-21T08:00:00.000Z',
        serialNumber: '01',
        selfSigned: true,
        keyType: 'EC P-256',
        tlsVersion: 'TLSv1.3',
        address: '192.0.2.7',
        chainLength: 1,
      },
    }),
  });
  const previewed = (): unknown =>
    view.calls.find((call) => call.path === '/api/changes/preview')?.body;
  const preview = () =>
    user.click(screen.getByRole('button', { name: 'Preview the change' }));
  return { user, calls: view.calls, previewed, preview };
}

describe('changing the policy', () => {
  it('edits one rule, shows the difference at once, and sends the whole document without a connection', async () => {
    const { user, previewed, preview } = await openForm(
      'operation=console.update-policy',
    );
    const rule = within(
      await screen.findByRole('group', { name: 'Every high-risk operation' }),
    );
    expect(screen.getByText(/this is the policy in force/)).toBeTruthy();
    await user.click(rule.getByRole('button', { name: 'Edit' }));
    const approvals = rule.getByRole('textbox', { name: 'Approvals' });
    await user.clear(approvals);
    await user.type(approvals, '2');
    const difference = within(
      screen.getByRole('table', { name: 'Policy in force and new policy' }),
    );
    expect(difference.getByText('1 approval by reviewers')).toBeTruthy();
    expect(difference.getByText('2 approvals by reviewers')).toBeTruthy();
    await expectAccessible();
    await preview();
    await waitFor(() => {
      expect(previewed()).toEqual({
        operation: 'console.update-policy',
        input: {
          policy: {
            ...aPolicy().document,
            risk: { high: { ...RULE, approvals: 2 }, standard: RULE },
          },
        },
      });
    });
  });

  it('adds a rule for one connection and takes an operation’s own rule away', async () => {
    const { user, previewed, preview } = await openForm(
      'operation=console.update-policy',
    );
    await user.click(
      await screen.findByRole('button', {
        name: 'No rule of its own for Add key servers to a key manager',
      }),
    );
    await user.click(
      screen.getByRole('button', { name: 'Add a rule for one connection' }),
    );
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Connection' }),
      'ontap-01',
    );
    await preview();
    await waitFor(() => {
      expect(previewed()).toEqual({
        operation: 'console.update-policy',
        input: {
          policy: {
            ...aPolicy().document,
            operations: { 'console.update-policy': RULE },
            targets: [
              { connectionId: CONNECTION.id, operation: null, rule: RULE },
            ],
          },
        },
      });
    });
  });

  it('opens the rule that is refused, with the reason on its field', async () => {
    const { user, previewed, preview } = await openForm(
      'operation=console.update-policy',
    );
    const rule = within(
      await screen.findByRole('group', {
        name: 'Add key servers to a key manager',
      }),
    );
    await user.click(rule.getByRole('button', { name: 'Edit' }));
    const approvals = rule.getByRole('textbox', { name: 'Approvals' });
    await user.clear(approvals);
    await user.type(approvals, '0');
    await user.click(rule.getByRole('button', { name: 'Close' }));
    await preview();
    const refused = await rule.findByRole('textbox', { name: 'Approvals' });
    expect(refused.getAttribute('aria-invalid')).toBe('true');
    expect(
      rule.getByText('At least one other person must approve.'),
    ).toBeTruthy();
    expect(previewed()).toBeUndefined();
  });

  it('says during set-up that it runs at once', async () => {
    const { preview } = await openForm(
      'operation=console.update-roles&person=' + RITA.id + '&roles=reviewer',
      true,
    );
    await screen.findByRole('checkbox', { name: 'Reviewer' });
    await preview();
    expect(
      await screen.findByText(
        /This console is being set up, so this runs at once/,
      ),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Run now' })).toBeTruthy();
  });
});

describe('changing a person’s roles', () => {
  it('starts from the address, says what follows and leaves the identity provider’s roles alone', async () => {
    const { user, previewed, preview } = await openForm(
      `operation=console.update-roles&person=${RITA.id}&roles=reviewer,helpdesk`,
    );
    expect(
      await screen.findByRole('checkbox', { name: 'Reviewer' }),
    ).toHaveProperty('checked', true);
    expect(
      screen.getByText(/A link filled in: Person and Roles$/),
    ).toBeTruthy();
    expect(
      screen.getByText(
        /can decide on changes submitted from then on, not before/,
      ),
    ).toBeTruthy();
    expect(
      screen.getByText(
        /From the identity provider, and not changed here: Security admin/,
      ),
    ).toBeTruthy();
    await user.click(
      screen.getByRole('checkbox', { name: 'Reset the sign-in' }),
    );
    expect(screen.getByText(/a new invitation is needed/)).toBeTruthy();
    await expectAccessible();
    await preview();
    await waitFor(() => {
      expect(previewed()).toEqual({
        operation: 'console.update-roles',
        input: {
          person: RITA.id,
          roles: ['reviewer', 'helpdesk'],
          active: true,
          resetSignIn: true,
        },
      });
    });
  });

  it('is not previewed while nothing is different', async () => {
    const { user, previewed, preview } = await openForm(
      'operation=console.update-roles',
    );
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Person' }),
      `${RITA.displayName} (${RITA.username})`,
    );
    await preview();
    expect(
      (await screen.findAllByText('Nothing is different yet.')).length,
    ).toBeGreaterThan(0);
    expect(previewed()).toBeUndefined();
  });
});

describe('changing a connection’s address or trust', () => {
  it('reads the certificate there and takes the thumbprint only when it is brought', async () => {
    const { user, previewed, preview } = await openForm(
      `operation=console.update-connection&connection=${CONNECTION.id}`,
    );
    const host = await screen.findByRole('textbox', { name: 'Host' });
    expect(host).toHaveProperty('value', CONNECTION.host);
    await user.clear(host);
    await user.type(host, 'ontap-02.corp.example');
    await user.click(
      screen.getByRole('button', { name: 'Read its certificate' }),
    );
    expect(await screen.findByText('CN=ontap-02')).toBeTruthy();
    expect(
      screen.getByText('The target shows another certificate'),
    ).toBeTruthy();
    await preview();
    expect(previewed()).toBeUndefined();
    const thumbprint = screen.getByRole('textbox', {
      name: 'SHA-256 fingerprint',
    });
    await user.clear(thumbprint);
    await user.type(thumbprint, OTHER_PIN.toUpperCase());
    expect(screen.getByText('The target shows this certificate')).toBeTruthy();
    await expectAccessible();
    await preview();
    await waitFor(() => {
      expect(previewed()).toMatchObject({
        operation: 'console.update-connection',
        input: {
          connection: CONNECTION.id,
          host: 'ontap-02.corp.example',
          port: 443,
          trust: { mode: 'pin', sha256: OTHER_PIN.toUpperCase() },
        },
      });
    });
  });
});
