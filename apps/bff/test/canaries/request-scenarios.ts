import { sql } from 'kysely';
import { expect } from 'vitest';

import { newKey, newProvider, trySubmit } from '../support/changes.ts';
import { callAs, PAGE_HEADERS } from '../support/person.ts';
import { derivationKey } from './change-requests.ts';
import { quick, type Scenario } from './scenario.ts';
import type { CanaryStage } from './stage.ts';

const CHANGES = '/api/changes';

/** A request of the page with this text as its body. */
async function post(
  stage: CanaryStage,
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await stage.send({
    method: 'POST',
    path,
    headers: {
      ...PAGE_HEADERS,
      ...newKey(),
      cookie: stage.admin.cookie,
      ...headers,
    },
    body,
  });
  return answer.status;
}

export const REQUEST_SCENARIOS: readonly Scenario[] = [
  quick('secrets in what is no JSON', async (stage) => {
    const secret = () => stage.book.make('secret in what is no JSON');
    for (const body of [
      `{"password":"${secret()}"`,
      `{'password':'${secret()}'}`,
      `{"password":${secret()}}`,
      `{"a":"${secret()}","a":1}`,
      `{"__proto__":"${secret()}"}`,
      `${'['.repeat(40)}"${secret()}"`,
    ]) {
      for (const path of [CHANGES, '/api/session', '/api/connections']) {
        expect(await post(stage, path, body)).toBeGreaterThanOrEqual(400);
      }
    }
  }),
  quick('a secret in a body that is too large', async (stage) => {
    const body = JSON.stringify({
      password: stage.book.make('secret in a body too large'),
      more: 'x'.repeat(400_000),
    });
    expect(await post(stage, CHANGES, body)).toBe(413);
  }),
  quick(
    'secrets in fields that nobody knows or that are others',
    async (stage) => {
      const { book } = stage;
      const unknown = await trySubmit(
        stage.admin,
        newProvider(stage, {
          secondKey: book.make('secret in an unknown field'),
        }),
      );
      expect(unknown.status).toBe(422);
      const wrong = book.make('secret of a wrong type');
      const typed = await trySubmit(
        stage.admin,
        newProvider(stage, { keyDerivationKey: [wrong] }),
      );
      expect(typed.status).toBe(422);
      const elsewhere = await trySubmit(stage.admin, {
        ...derivationKey(stage),
        connectionId: stage.connectionId('ontap-01'),
      });
      expect(elsewhere.status).toBeGreaterThanOrEqual(400);
      const named = await stage.admin.call('POST', `${CHANGES}/preview`, {
        [book.make('secret as a name')]: 1,
      });
      expect(named.status).toBe(422);
      const asked = await stage.send({
        method: 'GET',
        path: `${CHANGES}?${book.make('secret as a name')}`,
        headers: { cookie: stage.admin.cookie },
      });
      expect(asked.status).toBe(422);
    },
  ),
  quick('secrets in addresses and headers', async (stage) => {
    const { book, admin } = stage;
    const inQuery = book.make('secret in a query');
    const inPath = book.make('secret in a path');
    const inHeader = book.make('secret in a header');
    const { cookie } = admin;
    for (const [path, headers] of [
      [`${CHANGES}?token=${inQuery}`, { cookie }],
      [`/api/audit?cursor=${inQuery}`, { cookie }],
      [`${CHANGES}/${inPath}`, { cookie }],
      [`/${inPath}.js`, { cookie }],
      ['/api/none', { cookie, authorization: `Bearer ${inHeader}` }],
      ['/api/none', { cookie: `other=${inHeader}`, 'x-api-key': inHeader }],
    ] as const) {
      const answer = await stage.send({ method: 'GET', path, headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  }),
  quick('a secret of somebody who may not', async (stage) => {
    const request = derivationKey(stage);
    const nobody = await callAs(
      stage,
      null,
      'POST',
      CHANGES,
      request,
      newKey(),
    );
    expect(nobody.status).toBe(401);
    expect((await trySubmit(stage.reviewer, request)).status).toBe(403);
    expect((await trySubmit(stage.admin, request, {})).status).toBe(400);
  }),
  quick('a row that the database refuses and quotes', async (stage) => {
    await sql`create function quoting() returns trigger language plpgsql as $$
      begin raise exception 'not this: %', row_to_json(new); end $$`.execute(
      stage.db,
    );
    for (const table of ['change', 'change_secret']) {
      await sql`create trigger quoting before insert on ${sql.table(table)}
        for each row execute function quoting()`.execute(stage.db);
      const answer = await trySubmit(stage.admin, derivationKey(stage));
      expect(answer.status).toBeGreaterThanOrEqual(500);
      await sql`drop trigger quoting on ${sql.table(table)}`.execute(stage.db);
    }
  }),
];
