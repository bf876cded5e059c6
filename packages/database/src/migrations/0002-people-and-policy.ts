import { type Kysely, sql } from 'kysely';

/** Proofs, passkeys, signed approvals, cool-off, changes of the console itself, and what people are told. */
export const peopleAndPolicy = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table person add column email text, add column last_sign_in_at timestamptz`,
  // A role may be held twice: given by a change here and by a group of the identity provider.
  `alter table person_role add column source text not null default 'console'`,
  `alter table person_role drop constraint person_role_pkey`,
  `alter table person_role add primary key (person_id, role, source)`,

  // Sessions from before name no identity and no proof; everybody signs in once more.
  `delete from session`,
  `alter table session
    add column identity_id uuid not null references identity,
    add column proof_method text not null,
    add column proved_at timestamptz not null default now(),
    add column device text not null default '',
    add column ended_because text`,

  `create table invitation (
    id uuid primary key,
    person_id uuid not null references person,
    token_hash bytea not null unique,
    created_by uuid references person,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz)`,
  `create index invitation_person on invitation (person_id)`,

  `create table passkey (
    id uuid primary key,
    person_id uuid not null references person,
    credential_id text not null unique,
    public_key bytea not null,
    public_key_sha256 text not null,
    counter bigint not null,
    transports text[] not null default '{}',
    backed_up boolean not null,
    name text not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz)`,
  `create index passkey_person on passkey (person_id, created_at)`,
  `create table passkey_challenge (
    challenge text primary key,
    person_id uuid not null references person,
    sid uuid not null,
    purpose text not null,
    change_id uuid references change,
    digest text,
    nonce text not null,
    expires_at timestamptz not null)`,
  `create index passkey_challenge_expiry on passkey_challenge (expires_at)`,

  `alter table approval add column evidence jsonb`,
  `alter table change
    add column decide_by timestamptz,
    add column claimable_at timestamptz`,
  `update change set decide_by = expires_at`,
  `alter table change alter column decide_by set not null`,
  `create index change_cool_off on change (claimable_at) where waiting_for = 'cool_off'`,
  `create index change_undecided on change (decide_by) where state = 'pending'`,

  // One row per change of the console that took effect: a second try finds it and does nothing.
  `create table console_effect (
    change_id uuid primary key references change,
    at timestamptz not null default now())`,
  // Things that happen once in the life of an installation and never again.
  `create table milestone (
    name text primary key,
    reached_at timestamptz not null default now())`,

  `create table notification (
    id uuid primary key,
    person_id uuid not null references person,
    kind text not null,
    once text not null,
    title text not null,
    change_id uuid references change,
    task_id uuid references task,
    connection_id uuid references connection,
    phrase text,
    deadline timestamptz,
    at timestamptz not null default now(),
    read_at timestamptz,
    unique (person_id, once))`,
  `create index notification_inbox on notification (person_id, at desc, id desc)`,
  `create index notification_unread on notification (person_id) where read_at is null`,
  // What a change still asks of people is settled with every move of the change.
  `create index notification_unsettled on notification (change_id) where read_at is null`,
  `create table delivery (
    id uuid primary key,
    channel text not null,
    recipient text not null,
    payload jsonb not null,
    attempts integer not null default 0,
    due_at timestamptz,
    sent_at timestamptz,
    given_up_at timestamptz,
    last_problem text,
    created_at timestamptz not null default now())`,
  `create index delivery_due on delivery (due_at) where due_at is not null`,
];
