import { invited, type Role } from '@keyward/contract';
import { expect, type Browser } from '@playwright/test';
import { randomUUID } from 'node:crypto';

import type { Product } from '../product/start-product.ts';
import { unsafeHeaders, type ConsoleApi } from './console-api.ts';
import { inBrowser, type Person } from './person.ts';

/** Somebody who was invited for one test, signed in at the public address, where passkeys work. */
export interface Newcomer extends Person {
  readonly id: string;
  readonly password: string;
}

/** Who invites, and who approves the roles. */
interface Hosts {
  admin: ConsoleApi;
  reviewer: ConsoleApi;
}

/** Invites a person, gives the roles, and accepts the invitation in a browser of its own. */
export async function welcome(
  browser: Browser,
  product: Product,
  hosts: Hosts,
  { username, roles }: { username: string; roles: readonly Role[] },
): Promise<Newcomer> {
  const answer = await hosts.admin.post('/api/people', {
    username,
    displayName: username,
  });
  if (answer.status() !== 201) throw new Error(await answer.text());
  const { person, invitation } = invited.parse(await answer.json());
  // First the roles: every session of a person ends when they change.
  await giveRoles(hosts, person.id, roles);
  const origin = product.publicUrl;
  const context = await browser.newContext({ baseURL: origin });
  const password = randomUUID();
  const accepted = await context.request.post(
    `${origin}/api/invitations/accept`,
    {
      headers: unsafeHeaders(origin),
      data: JSON.stringify({
        token: new URL(invitation.url).hash.slice(1),
        password,
      }),
    },
  );
  if (accepted.status() !== 201) throw new Error(await accepted.text());
  return {
    ...(await inBrowser(context, username, origin)),
    id: person.id,
    password,
  };
}

async function giveRoles(
  { admin, reviewer }: Hosts,
  person: string,
  roles: readonly Role[],
): Promise<void> {
  const { id } = await admin.submitted({
    operation: 'console.update-roles',
    input: { person, roles, active: true, resetSignIn: false },
    reason: 'A new colleague',
  });
  const answer = await reviewer.approve(id);
  if (answer.status() !== 200) throw new Error(await answer.text());
  await expect
    .poll(async () => (await admin.change(id)).state)
    .toBe('succeeded');
}
