import { expect, type Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  expectAccessible,
  THEMES,
  type Theme,
} from '../pages/expect-accessible.ts';
import { test, type Visit } from './gallery.ts';
import { withoutIds } from './hold-still.ts';
import { ONLOOKERS, type Look, type Onlooker } from './look.ts';
import { LOOKS } from './looks.ts';
import { partOf } from './open-look.ts';

const DESCRIBED = join(import.meta.dirname, 'described');
const WRITE = 'npm run test:aria -- --update';

const isFullScale = process.env['KEYWARD_TEST_SCALE'] === '1';

/**
 * In which colours a look is checked: all for everybody at full scale, else for the first who sees it, a page in three
 * and what was done on it in light ones.
 */
function themesOf(look: Look, onlooker: Onlooker): readonly Theme[] {
  if (isFullScale) return THEMES;
  if (look.of[0] !== onlooker) return [];
  return THEMES.slice(0, look.state === undefined ? 3 : 1);
}

function descriptionOf({ name }: Look, onlooker: Onlooker): string {
  return `${name}-${onlooker}.aria.yml`;
}

const softly = expect.configure({ soft: true });

/** What a screen reader is told. */
async function describePart(page: Page, look: Look): Promise<string> {
  return `${withoutIds(await partOf(page, look).ariaSnapshot())}\n`;
}

function isWriting(): boolean {
  return test.info().config.updateSnapshots === 'all';
}

async function write(
  page: Page,
  look: Look,
  onlooker: Onlooker,
): Promise<void> {
  if (look.isOfToday === true) return;
  const file = join(DESCRIBED, descriptionOf(look, onlooker));
  writeFileSync(file, await describePart(page, look));
}

/** Compared as text, since a snapshot that Playwright generates does not match itself once every child counts. */
async function expectAsDescribed(
  page: Page,
  look: Look,
  onlooker: Onlooker,
): Promise<void> {
  if (look.isOfToday === true) return;
  const file = join(DESCRIBED, descriptionOf(look, onlooker));
  softly(existsSync(file), `${file} is missing; ${WRITE} writes it`).toBe(true);
  if (!existsSync(file)) return;
  await softly
    .poll(() => describePart(page, look), {
      message: `what is told of ${look.name} to the ${onlooker}; when that is as it should be, ${WRITE} writes it down`,
      timeout: 3_000,
    })
    .toBe(readFileSync(file, 'utf8'));
}

/** Compares, or writes down, what is open. */
async function lookAt(
  { page, quiet }: Visit,
  look: Look,
  onlooker: Onlooker,
): Promise<void> {
  if (isWriting()) {
    await quiet.until(600);
    await write(page, look, onlooker);
    return;
  }
  await expectAsDescribed(page, look, onlooker);
  await expectAccessible(page, themesOf(look, onlooker));
}

/** Whether it opened; that it did not is told like everything else, so that one run tells of all looks. */
async function opens(
  visit: Visit,
  look: Look,
  how: 'inside' | 'anew',
): Promise<boolean> {
  try {
    await visit.open(look, how);
    return true;
  } catch (error) {
    softly(error, `why ${look.name} does not open`).toBeNull();
    return false;
  }
}

/** Opens one, and compares or writes it. @returns whether the page is as it was loaded, without anything done to it */
async function visitLook(
  visit: Visit,
  look: Look,
  onlooker: Onlooker,
  isAsLoaded: boolean,
): Promise<boolean> {
  const isPlain = look.state === undefined && look.before === undefined;
  const how = isAsLoaded && look.before === undefined ? 'inside' : 'anew';
  const isOpen = await opens(visit, look, how);
  if (isOpen) await lookAt(visit, look, onlooker);
  return isOpen && isPlain && onlooker !== 'visitor';
}

/** Goes from look to look as from page to page; what was acted on is left behind by loading anew. */
async function expectEachAsDescribed(
  visit: Visit,
  looks: readonly Look[],
  onlooker: Onlooker,
): Promise<void> {
  let isAsLoaded = false;
  for (const look of looks) {
    await test.step(look.name, async () => {
      isAsLoaded = await visitLook(visit, look, onlooker, isAsLoaded);
    });
  }
}

interface Round {
  onlooker: Onlooker;
  looks: readonly Look[];
  /** Of how many rounds of the same onlooker this is which. */
  which: string;
}

/** Everything that somebody sees, in so many rounds. */
function roundsOf(onlooker: Onlooker, rounds = 1): Round[] {
  const looks = LOOKS.filter(({ of }) => of.includes(onlooker));
  const most = Math.ceil(looks.length / rounds);
  return Array.from({ length: rounds }, (_, at) => ({
    onlooker,
    looks: looks.slice(at * most, (at + 1) * most),
    which: rounds === 1 ? '' : ` (${String(at + 1)} of ${String(rounds)})`,
  }));
}

function testRound({ onlooker, looks, which }: Round): void {
  test(`every page and state is as it was described for the ${onlooker}, and accessible${which}`, async ({
    browser,
    gallery,
    consoleGuard,
  }) => {
    const visit = await gallery.visit(browser, onlooker, { isStill: true });
    consoleGuard.watch(visit.page);
    // Looks of a password that is refused, of a list that cannot be read, of a stream that is lost.
    consoleGuard.tolerate(/status of 401.*\/api\/session\)/);
    consoleGuard.tolerate(/status of 500.*\/api\/tasks\b/);
    consoleGuard.tolerate(/net::ERR_FAILED.*\/api\/events/);
    await expectEachAsDescribed(visit, looks, onlooker);
    await visit.page.context().close();
  });
}

const [MOST] = ONLOOKERS.slice(-1);
const OTHERS = ONLOOKERS.slice(0, -1);

/**
 * Whoever sees most does so in two rounds beside all others, who together see as much as one: each of the three has a
 * product, in which nothing else happens.
 */
const ROUNDS = [
  ...(MOST === undefined ? [] : roundsOf(MOST, 2).map((round) => [round])),
  OTHERS.flatMap((onlooker) => roundsOf(onlooker)),
];

for (const rounds of ROUNDS) {
  test.describe(() => {
    test.describe.configure({ mode: 'default', timeout: 300_000 });
    rounds.forEach(testRound);
  });
}

/** Milliseconds: while they are written, the last of them comes at the end. */
function patience(): number {
  return isWriting() ? 280_000 : 1_000;
}

test('every look has its description, and no description is left without one', async () => {
  test.setTimeout(300_000);
  const described = LOOKS.filter(({ isOfToday }) => isOfToday !== true)
    .flatMap((look) => look.of.map((onlooker) => descriptionOf(look, onlooker)))
    .toSorted();
  await expect
    .poll(() => readdirSync(DESCRIBED).toSorted(), {
      message: `${WRITE} writes what is missing and removes what is left over`,
      timeout: patience(),
    })
    .toEqual(described);
});
