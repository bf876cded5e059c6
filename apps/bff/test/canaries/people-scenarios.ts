import { invited } from '@keyward/contract';
import { expect } from 'vitest';

import { Browser, type Page } from '../oidc/browser.ts';
import {
  callAs,
  cookieOf,
  PAGE_HEADERS,
  type Person,
} from '../support/person.ts';
import { quick, type Scenario, slow } from './scenario.ts';
import { type CanaryStage, PUBLIC_URL } from './stage.ts';

const PASSWORD = 'local password';

/** Somebody who was invited and chose this password. */
async function welcome(
  stage: CanaryStage,
  username: string,
  password: string,
): Promise<Pick<Person, 'cookie' | 'call'>> {
  const answer = await stage.admin.call('POST', '/api/people', {
    username,
    displayName: `Somebody called ${username}`,
    email: `${username}@example.org`,
  });
  const token = new URL(invited.parse(answer.body).invitation.url).hash.slice(
    1,
  );
  const accepted = await callAs(
    stage,
    null,
    'POST',
    '/api/invitations/accept',
    {
      token,
      password,
    },
  );
  expect(accepted.status).toBe(201);
  return withCookie(stage, cookieOf(accepted));
}

function withCookie(
  stage: CanaryStage,
  cookie: string,
): Pick<Person, 'cookie' | 'call'> {
  return {
    cookie,
    call: (method, path, body, headers) =>
      callAs(stage, cookie, method, path, body, headers),
  };
}

/** Notes the code that the provider sends through the browser's address. */
class HeardBrowser extends Browser {
  readonly #stage: CanaryStage;

  constructor(stage: CanaryStage) {
    super(
      new Map([
        [PUBLIC_URL, stage.port],
        [new URL(stage.provider.issuer).origin, stage.provider.port],
      ]),
    );
    this.#stage = stage;
  }

  override async request(
    ...asked: Parameters<Browser['request']>
  ): Promise<Page> {
    const [url] = asked;
    const code = url.searchParams.get('code');
    if (code !== null) this.#stage.book.note('authorization code', code);
    const page = await super.request(...asked);
    if (url.origin === PUBLIC_URL) this.#stage.heard(page);
    return page;
  }
}

export const PEOPLE_SCENARIOS: readonly Scenario[] = [
  quick('passwords at sign-in, wrong and unknown', async (stage) => {
    const { book } = stage;
    for (const username of ['admin', 'nobody-of-that-name']) {
      const answer = await callAs(stage, null, 'POST', '/api/session', {
        username,
        password: book.make('wrong password at sign-in'),
      });
      expect(answer.status).toBe(401);
    }
  }),
  quick(
    'an invitation, a password, its proof and its change',
    async (stage) => {
      const { book } = stage;
      const first = book.make(PASSWORD);
      const second = book.make('changed password');
      let person = await welcome(stage, 'nora', first);
      const prove = (password: string) =>
        person.call('POST', '/api/session/step-up', { password });
      const mistaken = await prove(book.make('wrong step-up password'));
      expect(mistaken.status).toBeGreaterThanOrEqual(400);
      const proved = await prove(first);
      expect(proved.status).toBe(200);
      person = withCookie(stage, cookieOf(proved) || person.cookie);
      const change = (current: string, password: string) =>
        person.call('POST', '/api/session/password', { current, password });
      const wrong = await change(book.make('wrong current password'), second);
      expect(wrong.status).toBeGreaterThanOrEqual(400);
      expect((await change(first, second)).status).toBe(200);
      const dead = book.make('invitation that is none');
      for (const path of ['look', 'accept']) {
        const answer = await callAs(
          stage,
          null,
          'POST',
          `/api/invitations/${path}`,
          path === 'look' ? { token: dead } : { token: dead, password: second },
        );
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    },
  ),
  quick('sessions in the wrong places', async (stage) => {
    const { book, admin } = stage;
    const forged = book.make('session that is none');
    const token = admin.cookie.split('=')[1] ?? '';
    for (const [path, headers] of [
      ['/api/session', { cookie: `keyward=${forged}` }],
      [`/api/changes?session=${token}`, { cookie: admin.cookie }],
      ['/api/session', { authorization: `Bearer ${token}` }],
      [`/api/${token}`, { 'x-session': token }],
    ] as const) {
      const answer = await stage.send({ method: 'GET', path, headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }),
  quick('a first token where nobody may use one', async (stage) => {
    const answer = await stage.send({
      method: 'POST',
      path: '/api/first-account',
      headers: { ...PAGE_HEADERS },
      body: JSON.stringify({
        token: stage.book.make('first-account token'),
        username: 'second',
        displayName: 'Somebody',
        password: stage.book.make('password of a first account'),
      }),
    });
    expect(answer.status).toBe(404);
  }),
  slow('the sign-in of the organisation', async (stage) => {
    const browser = new HeardBrowser(stage);
    const asked = await browser.follow(
      `${PUBLIC_URL}/api/session/oidc`,
      new URL(PUBLIC_URL),
    );
    await browser.submit(asked, { sub: 'u-1' });
    const token = browser.cookie('keyward.test', 'keyward');
    const person = withCookie(stage, `keyward=${token ?? ''}`);
    expect((await person.call('GET', '/api/session')).status).toBe(200);
    const forged = stage.book.make('authorization code');
    const refused = await stage.send({
      method: 'GET',
      path: `/api/session/oidc/callback?code=${forged}&state=${forged}`,
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await person.call('DELETE', '/api/session')).status).toBe(204);
  }),
];
