import { ROUTES } from '@keyward/contract';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { digestedChange } from '../../src/review-page/covered.ts';
import { approve, look, newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { callAs, type Person } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { readPage } from './read-page.ts';

const NOBODY = '019b0000-0000-7000-8000-000000000000';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;
let id: string;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
  const request = newProvider(console);
  ({ id } = await submit(admin, {
    ...request,
    reason: 'Two lines,\nand a \u202Etwist for рayroll',
    ticket: 'CHG<b>7</b>',
  }));
});
afterAll(() => console.stop());

const open = (who: Person | null, change = id): Promise<Answer> =>
  callAs(console, who?.cookie ?? null, 'GET', `/review/${change}`);

describe('the page without scripts', () => {
  it('shows every member of the digest whole, to the letter', async () => {
    const change = await look(admin, id);
    const { text } = readPage((await open(admin)).text);
    const leaves = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(leaves)
        : [String(value)];
    const { reason, ...covered } = digestedChange(change);
    for (const leaf of leaves(covered)) expect(text).toContain(leaf);
    expect(reason).toContain('\u202E');
    expect(text).toContain(
      'Two lines,\nand a ⟨U+202E⟩twist for ⟨U+0440⟩ayroll',
    );
    expect(text).toContain(change.phrase);
    expect(text).toContain(change.digest);
    expect(text).toContain('The digest fits the facts below.');
    for (const each of change.plan.sentences) expect(text).toContain(each);
  });

  it('is the same for everybody who may see the change in full', async () => {
    const pages = [await open(admin), await open(reviewer)];
    expect(pages.map((page) => page.status)).toEqual([200, 200]);
    expect(pages[0]?.text).toBe(pages[1]?.text);
  });

  it('has no script, no form, nothing from elsewhere, and a policy that allows its style alone', async () => {
    const { headers, text } = await open(reviewer);
    expect(text).not.toMatch(
      /<script|<form|<iframe|<img|<object|<link|<base|<svg|javascript:|\son\w+\s*=/i,
    );
    const styles = [...text.matchAll(/<style>([^]*?)<\/style>/g)];
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256')
      .update(styles[0]?.[1] ?? '')
      .digest('base64');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-forms`,
    );
  });

  it('says so when what is stored no longer has the digest that is shown', async () => {
    const altered = await submit(admin, newProvider(console));
    await console.db
      .updateTable('change')
      .set({ reason: 'Another reason' })
      .where('id', '=', altered.id)
      .execute();
    const { text } = readPage((await open(reviewer, altered.id)).text);
    expect(text).toContain('The facts below do not have this digest.');
    expect(text).not.toContain('The digest fits');
  });

  it('shows who has decided, and what proves it', async () => {
    const decided = await submit(admin, newProvider(console));
    await approve(reviewer, decided);
    const { text } = readPage((await open(admin, decided.id)).text);
    expect(text).toContain('Decisions: 1 of 1 approvals');
    expect(text).toMatch(
      /Rune Reviewer \(reviewer, [0-9a-f-]{36}\):\s+approve, .+ counts/,
    );
  });
});

describe('whoever may not see it', () => {
  it.each([
    ['nobody', () => open(null), 401, 'unauthenticated'],
    ['the helpdesk', () => open(helpdesk), 403, 'forbidden'],
    ['an unknown change', () => open(admin, NOBODY), 404, 'not_found'],
    ['no change at all', () => open(admin, 'x'), 404, 'not_found'],
    ['a path below', () => open(admin, `${id}/x`), 404, 'not_found'],
  ] as const)(
    'gets a page that says so: %s',
    async (_who, ask, status, code) => {
      const answer = await ask();
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^ ]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
      const { text } = readPage(answer.text);
      expect(text).toContain(`Code ${code}`);
      expect(answer.text).not.toContain('twist');
    },
  );

  it('is led to the sign-in and back to the change', async () => {
    const { text } = await open(null);
    expect(text).toContain(`href="/sign-in?next=%2Fchanges%2F${id}"`);
    expect(text).toContain(`href="/review/${id}"`);
  });

  it('gets nothing of the path back as markup', async () => {
    const { text } = await callAs(
      console,
      null,
      'GET',
      '/review/"><b>x</b>?a="><b>',
    );
    expect(text).not.toContain('<b>');
  });

  it('is decided by the route table', () => {
    expect(ROUTES.reviewPage.access).toBe('changes:read-full');
  });
});
