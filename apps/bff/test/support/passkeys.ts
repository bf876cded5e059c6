import {
  passkey,
  type Passkey,
  type PasskeyAssertion,
  passkeyOptions,
  type PasskeyOptions,
} from '@keyward/contract';

import {
  type ConsoleOptions,
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './console-under-test.ts';
import { callAs, cookieOf, type Person } from './person.ts';
import type { Answer } from './send.ts';
import {
  createAuthenticator,
  type Faults,
  type SoftwareAuthenticator,
} from './software-authenticator.ts';

/** The public address of consoles in these tests: the page on which passkeys are made. */
export const PUBLIC_URL = 'https://keyward.example';

export function startConsoleWithPasskeys(
  options: ConsoleOptions = {},
): Promise<ConsoleUnderTest> {
  return startConsoleUnderTest({
    ...options,
    env: { KEYWARD_PUBLIC_URL: PUBLIC_URL, ...options.env },
  });
}

/** Options in an answer that must carry some. */
export function optionsOf(answer: Answer): PasskeyOptions {
  if (answer.status !== 200) throw new Error(answer.text);
  return passkeyOptions.parse(answer.body);
}

export async function tryRegister(
  person: Person,
  authenticator: SoftwareAuthenticator,
  faults: Faults = {},
): Promise<Answer> {
  const options = optionsOf(await person.call('POST', '/api/passkeys/options'));
  return person.call('POST', '/api/passkeys', {
    name: 'Test key',
    response: authenticator.register(options, faults),
  });
}

/** Registers a passkey on a new authenticator. @throws when it is refused */
export async function register(
  person: Person,
  authenticator: SoftwareAuthenticator = createAuthenticator({
    origin: PUBLIC_URL,
  }),
): Promise<SoftwareAuthenticator & { passkey: Passkey }> {
  const answer = await tryRegister(person, authenticator);
  if (answer.status !== 201) throw new Error(answer.text);
  return { ...authenticator, passkey: passkey.parse(answer.body) };
}

/** The same browser after its cookie was replaced. */
export function withCookie(
  console: ConsoleUnderTest,
  person: Person,
  cookie: string,
): Person {
  return {
    ...person,
    cookie,
    call: (method, path, body, headers) =>
      callAs(console, cookie, method, path, body, headers),
  };
}

export async function tryStepUp(
  person: Person,
  authenticator: SoftwareAuthenticator,
  faults: Faults = {},
): Promise<Answer> {
  const options = optionsOf(
    await person.call('POST', '/api/session/step-up/options'),
  );
  return person.call('POST', '/api/session/step-up', {
    assertion: authenticator.sign(options, faults),
  });
}

/** Steps up by passkey; the person goes on under the new cookie. @throws when it is refused */
export async function stepUp(
  console: ConsoleUnderTest,
  person: Person,
  authenticator: SoftwareAuthenticator,
): Promise<Person> {
  const answer = await tryStepUp(person, authenticator);
  if (answer.status !== 200) throw new Error(answer.text);
  return withCookie(console, person, cookieOf(answer));
}

/** An assertion for approving a change, as the person's authenticator makes it. */
export async function signApproval(
  person: Person,
  authenticator: SoftwareAuthenticator,
  change: { id: string; digest: string },
  faults: Faults = {},
): Promise<PasskeyAssertion> {
  const options = optionsOf(
    await person.call('POST', `/api/changes/${change.id}/approve/options`, {
      digest: change.digest,
    }),
  );
  return authenticator.sign(options, faults);
}

/** Makes the proof of a session as old as the given number of seconds. */
export async function ageProof(
  console: ConsoleUnderTest,
  person: Person,
  seconds: number,
): Promise<void> {
  await console.db
    .updateTable('session')
    .set({ proved_at: new Date(Date.now() - seconds * 1000) })
    .where('person_id', '=', person.id)
    .execute();
}
