import type { ChangeDetail } from '@keyward/contract';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { expectAccessible } from '../../testing/check-accessibility.ts';
import { aChangeToDecide, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { SESSIONS } from '../../testing/session-fixtures.ts';
import { renderPage } from '../../testing/render-page.tsx';

const PATH = `/changes/${CHANGE_ID}`;
const HIDDEN = '\u202E';

async function openReview(change: ChangeDetail) {
  const user = userEvent.setup();
  await renderPage(PATH, SESSIONS.reviewer, {
    [`GET /api${PATH}`]: () => ({ body: change }),
  });
  const toggle = await screen.findByRole('button', {
    name: 'Everything this approval covers',
  });
  await user.click(toggle);
  const content = document.getElementById('covered-content');
  if (content === null) throw new Error('Nothing opened.');
  return { user, content, covered: within(content) };
}

/** A change in which every text from a person or a target holds a character that reorders others. */
function aDeceivingChange(): ChangeDetail {
  const bad = (text: string): string => `${text}${HIDDEN}!`;
  const change = aChangeToDecide();
  return {
    ...change,
    title: bad('title'),
    reason: bad('reason'),
    ticket: bad('ticket'),
    standing: bad('standing'),
    requester: {
      ...change.requester,
      displayName: bad('requester'),
      username: bad('account'),
    },
    target: {
      type: 'connection',
      connection: {
        id: '0199a000-0000-7000-8000-0000000000c1',
        name: bad('target'),
        kind: 'ontap',
      },
    },
    frozenTarget: {
      type: 'connection',
      connectionId: '0199a000-0000-7000-8000-0000000000c1',
      kind: 'ontap',
      host: bad('host'),
      port: 443,
      trust: { mode: 'pin', sha256: 'ab'.repeat(32) },
      account: bad('svc'),
    },
    input: {
      keyManager: bad('input'),
      servers: [{ server: bad('server'), username: bad('user') }],
    },
    plan: {
      ...change.plan,
      sentences: [bad('sentence')],
      differences: [
        { label: bad('label'), before: bad('before'), after: bad('after') },
      ],
      after: { fact: bad('afterwards') },
      request: {
        method: 'POST',
        path: bad('/api/path'),
        body: { member: bad('body') },
      },
    },
    guard: { fact: bad('guard') },
    checks: change.checks.map((check) => ({
      ...check,
      title: bad('check'),
      evidence: bad('evidence'),
    })),
    moved: [{ pointer: '/servers/0', before: bad('was'), now: bad('is') }],
    decisions: [
      {
        person: { ...change.requester, displayName: bad('decider') },
        decision: 'approve',
        comment: bad('comment'),
        fieldPointer: null,
        digest: change.digest,
        at: change.createdAt,
        counts: true,
        evidence: null,
      },
    ],
    history: [
      {
        at: change.createdAt,
        type: 'change.submitted',
        actor: { ...change.requester, displayName: bad('actor') },
        text: bad('history'),
      },
    ],
  };
}

describe('what an approval covers', () => {
  it('is all there: every member of the digest', async () => {
    const change = aChangeToDecide();
    const { user, covered, content } = await openReview(change);
    expect(
      covered.getAllByRole('term').map((term) => term.textContent),
    ).toEqual([
      'Change',
      'Operation',
      'Target',
      'Address',
      'Trust',
      'Account',
      'Secrets',
      'Reason',
      'Ticket',
      'Requester',
      'Policy',
      'Expires',
      'Nonce',
      'Digest',
    ]);
    expect(
      covered
        .getAllByRole('heading', { level: 3 })
        .map((heading) => heading.textContent),
    ).toEqual([
      'Input',
      'Request',
      'What the target must still look like',
      'What it looks like afterwards',
    ]);
    for (const text of [
      change.id,
      change.operation,
      'ontap-01.storage.corp.example:443',
      'keyward-svc',
      'INC-20817',
      'The second data centre gets its own pair of key servers.',
      change.requester.id,
      'policy version 1',
    ]) {
      expect(content.textContent).toContain(text);
    }
    for (const [button, whole] of [
      ['Show the whole nonce', change.nonce],
      ['Show the whole digest', change.digest],
      ['Show the whole commitment of server 1 › password', 'c0'.repeat(32)],
    ] as const) {
      expect(content.textContent).not.toContain(whole);
      await user.click(covered.getByRole('button', { name: button }));
      expect(content.textContent).toContain(whole);
    }
    await expectAccessible();
  });

  it('hides no character of anything that a person or a target said', async () => {
    await openReview(aDeceivingChange());
    const text = document.body.textContent;
    expect(text).not.toContain(HIDDEN);
    for (const word of [
      'title',
      'reason',
      'ticket',
      'requester',
      'account',
      'target',
      'host',
      'svc',
      'input',
      'server',
      'user',
      'sentence',
      'label',
      'before',
      'after',
      'afterwards',
      '/api/path',
      'body',
      'guard',
      'check',
      'evidence',
      'was',
      'is',
      'decider',
      'comment',
      'actor',
      'history',
    ]) {
      expect(text).toContain(`${word}⟨U+202E⟩!`);
    }
  });

  it('says when a name mixes scripts', async () => {
    await openReview(
      aChangeToDecide({ reason: 'Move pаyroll to the new servers.' }),
    );
    expect(screen.getAllByText('mixed scripts').length).toBe(2);
    expect(document.body.textContent).toContain('p⟨U+0430⟩yroll');
  });

  it('can be saved as the very answer of the console, with the command that checks it', async () => {
    const { covered } = await openReview(aChangeToDecide());
    const link = covered.getByRole('link', { name: 'Save as file' });
    expect(link.getAttribute('href')).toBe(`/api${PATH}`);
    expect(link.getAttribute('download')).toBe('CHG-1042.json');
    expect(
      covered.getByText(
        'npm run verify-approval -- --change CHG-1042.json --keys pinned.json',
      ),
    ).toBeTruthy();
  });
});

describe('a warning that the operation and a check give in the same words', () => {
  it('is ticked once, and then no longer in the way', async () => {
    const words = 'The vendor may change this interface.';
    const [check] = aChangeToDecide().checks;
    if (check === undefined) throw new Error('The change has no check.');
    const change = aChangeToDecide({
      risk: 'high',
      caution: words,
      checks: [
        { ...check, severity: 'warning', passed: false, evidence: words },
      ],
    });
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.reviewer, {
      [`GET /api${PATH}`]: () => ({ body: change }),
    });
    await screen.findByText('Read and tick the warning first.');
    await user.click(
      screen.getByRole('checkbox', { name: /read this warning/ }),
    );
    expect(
      screen
        .getByRole('button', { name: 'Approve' })
        .getAttribute('aria-disabled'),
    ).toBeNull();
  });
});

describe('a high-risk change with a thousand lines', () => {
  it('cannot be approved before folded changes have been opened and the warning ticked', async () => {
    const lines = Array.from({ length: 1_000 }, (_, n) => `kms-${String(n)}`);
    const change = aChangeToDecide({
      risk: 'high',
      checks: [],
      caution: 'This cannot be undone.',
      plan: {
        ...aChangeToDecide().plan,
        differences: [
          { label: 'Servers', before: null, after: lines.join('\n') },
        ],
      },
    });
    const user = userEvent.setup();
    await renderPage(PATH, SESSIONS.reviewer, {
      [`GET /api${PATH}`]: () => ({ body: change }),
    });
    const approve = () => screen.getByRole('button', { name: 'Approve' });
    await screen.findByText('Read and tick the warning first.');
    expect(approve().getAttribute('aria-disabled')).toBe('true');
    await user.click(
      screen.getByRole('checkbox', { name: /read this warning/ }),
    );
    expect(screen.getByText('Open the folded changes first.')).toBeTruthy();
    await user.click(
      screen.getByRole('button', { name: 'Show 800 more changed lines' }),
    );
    expect(approve().getAttribute('aria-disabled')).toBeNull();
    expect(screen.getByText('kms-999')).toBeTruthy();
  });
});
