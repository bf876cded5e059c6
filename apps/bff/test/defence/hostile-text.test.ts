import { visibleText } from '@keyward/contract/visible-text';
import { HOSTILE_TEXTS } from '@keyward/simulators';
import { jsonb } from '@keyward/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { decide, newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { callAs, type Person } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { readPage } from './read-page.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  const change = await submit(admin, newProvider(console));
  await decide(reviewer, 'reject', change);
  ({ id } = change);
});
afterAll(() => console.stop());

let id: string;

/** Puts a text into every text field there is: of people, of the console's plan, and what a target has answered. */
async function sayEverywhere(text: string): Promise<void> {
  const said = JSON.stringify(text);
  const check = {
    id: text,
    title: text,
    severity: 'warning',
    passed: false,
    evidence: text,
    observedAt: '2026-01-01T00:00:00.000Z',
  };
  const plan = {
    before: { [text]: text },
    after: { [text]: text },
    sentences: [text, `${text} ${text}`],
    differences: [{ label: text, before: text, after: text }],
    request: {
      method: 'POST',
      path: `/${text}`,
      query: { [text]: text },
      body: { [text]: text, $secret: text },
    },
  };
  const secrets = {
    [text]: { delivery: 'sealed', commitment: text },
  };
  await sql`update change set reason = ${text}, ticket = ${text},
      input = ${jsonb({ [text]: [text] })}, plan = ${jsonb(plan)}, checks = ${jsonb([check])},
      guard = ${jsonb({ [text]: text })}, secrets = ${jsonb(secrets)},
      moved = ${jsonb([{ pointer: text, before: text, now: { [text]: text } }])},
      frozen_target = frozen_target || ${jsonb({ host: text, account: text })}
    where id = ${id}`.execute(console.db);
  await sql`update approval set comment = ${text} where change_id = ${id}`.execute(
    console.db,
  );
  await sql`update event set data = jsonb_set(data, '{text}', ${said}::jsonb)
    where subject = ${id} and type = 'change'`.execute(console.db);
  for (const person of [admin, reviewer]) {
    await sql`update person set display_name = ${text}, username = ${text + person.id}
      where id = ${person.id}`.execute(console.db);
  }
  await sql`update connection set name = ${text}, description = ${text}, health_detail = ${text}`.execute(
    console.db,
  );
}

const readReview = (): Promise<Answer> =>
  callAs(console, reviewer.cookie, 'GET', `/review/${id}`);

/** The elements of a page, without the marks that stand for characters. */
function elementsOf({ text }: Answer): string[] {
  return readPage(text).elements.filter((each) => !each.startsWith('mark'));
}

// Hundreds of answers: nothing to hurry where several suites share a machine.
describe('text that wants to be more', { timeout: 120_000 }, () => {
  it('is text on the page without scripts, to the letter', async () => {
    await sayEverywhere('Harmless');
    const harmless = elementsOf(await readReview());
    const { length } = readPage((await readReview()).text).text.split(
      'Harmless',
    );
    expect(length).toBeGreaterThan(30);
    expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(60);
    const changed: string[] = [];
    for (const hostile of HOSTILE_TEXTS) {
      await sayEverywhere(hostile);
      const page = await readReview();
      if (elementsOf(page).join() !== harmless.join()) changed.push(hostile);
      const times = readPage(page.text).text.split(visibleText(hostile)).length;
      // In JSON and in the address its quotes and spaces are spelled otherwise.
      if (page.status !== 200 || times < 18) changed.push(hostile);
    }
    expect(changed).toEqual([]);
  });

  it('is JSON in every answer, which no browser takes for a page', async () => {
    const odd: string[] = [];
    for (const hostile of HOSTILE_TEXTS) {
      await sayEverywhere(hostile);
      const detail = await admin.call('GET', `/api/changes/${id}`);
      expect(detail.body).toMatchObject({
        reason: hostile,
        requester: { displayName: hostile },
        decisions: [{ comment: hostile }],
        plan: { sentences: [hostile, `${hostile} ${hostile}`] },
      });
      const asked = encodeURIComponent(hostile);
      const answers = await Promise.all(
        [
          '/api/changes',
          `/api/changes?q=${asked}`,
          '/api/connections',
          '/api/people',
          '/api/session',
          '/api/audit?limit=5',
          `/api/changes/${asked}`,
          `/api/changes?state=${asked}`,
          `/api/connections/${asked}/estate/${asked}`,
        ].map((path) => admin.call('GET', path)),
      );
      const isPlain = ({ headers, body }: Answer): boolean =>
        /^application\/(problem\+)?json$/.test(headers['content-type'] ?? '') &&
        headers['x-content-type-options'] === 'nosniff' &&
        typeof body === 'object';
      if (!answers.every(isPlain)) odd.push(hostile);
    }
    expect(odd).toEqual([]);
  });

  it('in a refused request comes back in no page', async () => {
    const back: string[] = [];
    for (const hostile of HOSTILE_TEXTS.filter((each) => each.includes('<'))) {
      const answers = await Promise.all([
        admin.call('POST', '/api/changes/preview', { [hostile]: hostile }),
        callAs(console, null, 'GET', `/review/${encodeURIComponent(hostile)}`),
        callAs(
          console,
          null,
          'GET',
          `/review/x?${hostile.replaceAll(' ', '+')}`,
        ),
      ]);
      for (const { text, headers } of answers) {
        const isJson = headers['content-type'] === 'application/problem+json';
        if (!isJson && text.includes(hostile)) back.push(hostile);
      }
    }
    expect(back).toEqual([]);
  });
});
