import { type Preview, preview } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  look,
  newProvider,
  submit,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['esx-01', 'ontap-01', 'vc-ta'],
  });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

async function previewOf(request: ChangeRequest): Promise<Preview> {
  const { operation, connectionId } = request;
  const input = { ...request.input };
  delete input['keyDerivationKey'];
  const answer = await admin.call('POST', '/api/changes/preview', {
    operation,
    connectionId,
    input,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return preview.parse(answer.body);
}

const addServer = (
  server: string,
  keyManager: string = ONTAP_KEY_MANAGERS.finance,
): ChangeRequest => ({
  operation: 'ontap.add-key-servers',
  connectionId: console.connectionId('ontap-01'),
  input: { keyManager, servers: [{ server }] },
  reason: 'More servers',
});

describe('an open change on the same object', () => {
  it('is named in a preview and on the other change, and forbids neither', async () => {
    const first = await submit(lead, addServer('kms-a.corp.example'));
    const wanted = addServer('kms-b.corp.example');
    const found = await previewOf(wanted);
    expect(found.conflicts).toMatchObject([
      {
        changeId: first.id,
        reference: first.reference,
        state: 'pending',
        requester: { username: 'lead' },
        blocks: false,
        sentence: `${first.reference} (Add key servers to a key manager) is about the same object and waits for a decision. Whichever of the two runs first may make the other out of date.`,
      },
    ]);
    const { conflicts } = await previewOf(
      addServer('kms-b.corp.example', ONTAP_KEY_MANAGERS.cluster),
    );
    expect(conflicts).toEqual([]);

    const second = await submit(admin, wanted);
    const seen = await look(reviewer, first.id);
    expect(seen.conflicts.map(({ changeId }) => changeId)).toEqual([second.id]);
    const outline = await helpdesk.call('GET', `/api/changes/${first.id}`);
    expect(outline.text).not.toContain(second.reference);

    await decide(reviewer, 'reject', first);
    expect((await look(reviewer, second.id)).conflicts).toEqual([]);
    expect((await look(reviewer, first.id)).conflicts).toEqual([]);
    // What else is open is no part of what is approved.
    expect((await look(reviewer, second.id)).digest).toBe(second.digest);
    await admin.call('POST', `/api/changes/${second.id}/withdraw`);
  });

  it('says so when one has to be over before the other, whatever their operations are', async () => {
    const object = {
      trustAuthorityCluster: 'domain-c101',
      provider: 'kmip-dr',
    };
    const csr: ChangeRequest = {
      operation: 'vcenter.generate-provider-csr',
      connectionId: console.connectionId('vc-ta'),
      input: object,
      reason: 'A new certificate',
    };
    const first = await submit(admin, csr);
    const [conflict] = (await previewOf(csr)).conflicts;
    expect(conflict).toMatchObject({ changeId: first.id, blocks: true });
    const refusal = problemOf(await trySubmit(admin, csr));
    expect(refusal.code).toBe('preflight_failed');
    expect(refusal.detail).toBe(conflict?.sentence);
  });

  it('is left out when somebody altered its row, and keeps nobody from the others', async () => {
    const first = await submit(admin, addServer('kms-e.corp.example'));
    const second = await submit(admin, addServer('kms-f.corp.example'));
    await sql`update change set input = '"altered"', plan = '7' where id = ${first.id}`.execute(
      console.db,
    );
    const { conflicts } = await previewOf(addServer('kms-g.corp.example'));
    expect(conflicts.map(({ changeId }) => changeId)).toEqual([second.id]);
    expect((await look(admin, second.id)).conflicts).toEqual([]);
    await sql`update change set state = 'failed' where id in (${first.id}, ${second.id})`.execute(
      console.db,
    );
    const { lastSame } = await previewOf(addServer('kms-g.corp.example'));
    expect(lastSame?.changeId).toBe(second.id);
  });

  it('stays named while nobody knows what became of it', async () => {
    const first = await submit(admin, addServer('kms-c.corp.example'));
    await console.db
      .updateTable('change')
      .set({ state: 'outcome_unknown' })
      .where('id', '=', first.id)
      .execute();
    const { conflicts } = await previewOf(addServer('kms-d.corp.example'));
    expect(conflicts).toMatchObject([
      { changeId: first.id, state: 'outcome_unknown', blocks: false },
    ]);
    expect(conflicts[0]?.sentence).toContain(
      'may or may not have taken effect',
    );
    await console.db
      .updateTable('change')
      .set({ state: 'failed' })
      .where('id', '=', first.id)
      .execute();
  });
});

describe('the last change on the same object', () => {
  it('is named in a preview, and whether it asked for the same, secrets aside', async () => {
    const request = newProvider(console);
    expect((await previewOf(request)).lastSame).toBeNull();
    const change = await submit(admin, request);
    expect((await previewOf(request)).lastSame).toBeNull();
    await decide(reviewer, 'reject', change);
    const ended = await look(admin, change.id);
    expect((await previewOf(request)).lastSame).toEqual({
      changeId: change.id,
      reference: change.reference,
      state: 'rejected',
      endedAt: ended.endedAt,
      sameInput: true,
    });
    const otherKey = newProvider(console, {
      provider: request.input['provider'],
    });
    expect((await previewOf(otherKey)).lastSame).toMatchObject({
      changeId: change.id,
      sameInput: false,
    });
    expect((await previewOf(newProvider(console))).lastSame).toBeNull();
  });

  it('is the newest one', async () => {
    const request = newProvider(console);
    await decide(reviewer, 'reject', await submit(admin, request));
    const second = await submit(admin, request);
    const task = await endOf(admin, await approve(reviewer, second));
    expect(task.state).toBe('succeeded');
    const { lastSame } = await previewOf(
      newProvider(console, { provider: request.input['provider'] }),
    );
    expect(lastSame).toMatchObject({
      changeId: second.id,
      state: 'succeeded',
      sameInput: false,
    });
  });
});
