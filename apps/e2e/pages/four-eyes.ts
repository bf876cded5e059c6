import { expect } from '@playwright/test';

import type { Person } from '../people/person.ts';
import { changePage } from './change-page.ts';

/** The reviewer reads a change and approves it. */
export async function approveAs(reviewer: Person, id: string): Promise<void> {
  await reviewer.open(`/changes/${id}`);
  await changePage(reviewer.page).approveAfterReading();
}

/** Whoever has a failed change open starts again from it. */
export async function copyIntoNewChange(person: Person): Promise<void> {
  await person.page
    .getByRole('link', { name: 'Copy into a new change' })
    .click();
  await expect(
    person.page.getByText(/Copied from CHG-\d+\. Secrets are never copied/),
  ).toBeVisible();
}
