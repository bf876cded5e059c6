import { homeAnswer, people, session } from '@keyward/contract';
import { expect, type Page } from '@playwright/test';

/** Presses a button, after which something is there. */
export function pressing(
  button: string | RegExp,
  then: 'dialog' | 'menu',
): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByRole(then).first()).toBeVisible();
  };
}

/** The form of an operation, empty. */
export async function formIsRead(page: Page): Promise<void> {
  await expect(
    page.getByRole('button', { name: 'Preview the change' }),
  ).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: 'Reading the' }),
  ).toHaveCount(0);
}

/** The same, refused because nothing is filled in. */
export async function formIsRefused(page: Page): Promise<void> {
  await formIsRead(page);
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(page.getByText(/needs? attention/)).toBeVisible();
}

/** A form that is filled in, and what it would do. */
export async function formIsPreviewed(page: Page): Promise<void> {
  await formIsRead(page);
  for (const [label, entry] of [
    ['Trusted cluster', /Prod-Trusted-02/],
    ['Key provider service', /kms-b1\.trust\.corp\.example/],
  ] as const) {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: entry }).click();
  }
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(
    page.getByRole('list', { name: 'What will change' }),
  ).toBeVisible();
}

/** Somebody who does not know the password. */
export async function passwordIsWrong(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'User name' }).fill('nobody');
  const password = page.getByRole('textbox', { name: 'Password', exact: true });
  await password.fill('not-the-password');
  await password.press('Enter');
  await expect(page.getByText('User name or password is wrong')).toBeVisible();
}

/** The search over everything, opened by its key. */
export async function searchIsOpen(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
}

/** The same, with words, until it shows what belongs to them. */
export function searchHasFound(
  words: string,
  found: RegExp,
): (page: Page) => Promise<void> {
  return async (page) => {
    await searchIsOpen(page);
    await page.keyboard.type(words);
    await expect(
      page.getByRole('dialog').getByText(found).first(),
    ).toBeVisible();
  };
}

/** The stream of changes cannot be reached. */
export async function streamIsLost(page: Page): Promise<void> {
  await page.route('**/api/events*', (route) => route.abort());
}

/** It says so. */
export async function isNotLive(page: Page): Promise<void> {
  await expect(page.getByText('Reconnecting')).toBeVisible();
}

/** A list that the console fails to read. */
export function listIsUnreadable(list: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(new RegExp(`/api/${list}(\\?.*)?$`), (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Something went wrong in the console',
          status: 500,
        }),
      }),
    );
  };
}

/** A console for real use that was started for the first time: nobody but the first account, and nothing else. */
export async function nothingIsSetUp(page: Page): Promise<void> {
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      json: { ...session.parse(await answer.json()), mode: 'production' },
    });
  });
  await page.route('**/api/people', async (route) => {
    const answer = await route.fetch();
    const { items } = people.parse(await answer.json());
    await route.fulfill({
      response: answer,
      json: { items: items.filter(({ username }) => username === 'admin') },
    });
  });
  const nothing = { items: [], nextCursor: null };
  await page.route('**/api/home', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      json: {
        ...homeAnswer.parse(await answer.json()),
        running: nothing,
        endedBadly: nothing,
        concerning: nothing,
        drafts: { items: [] },
        tried: null,
      },
    });
  });
  for (const list of ['changes', 'tasks', 'connections', 'drafts']) {
    await page.route(new RegExp(`/api/${list}(\\?.*)?$`), (route) =>
      route.fulfill({ json: nothing }),
    );
  }
}
