import type { DigestedChange } from '@keyward/approval-proof';
import {
  approvalsWords,
  type ChangeDetail,
  hoursWords,
  minutesWords,
  type PolicySnapshot,
} from '@keyward/contract';

import { shortTime } from '../wording/short-time.ts';
import { type Html, html } from './html.ts';

/** The digest's members as this change has them. The version of the format is the digest's own. */
export function digestedChange(change: ChangeDetail): DigestedChange {
  return {
    changeId: change.id,
    operation: change.operation,
    target: change.frozenTarget,
    input: change.input,
    secrets: change.secrets,
    request: change.plan.request,
    guard: change.guard,
    after: change.plan.after,
    reason: change.reason,
    ticket: change.ticket,
    policy: change.policy,
    requester: change.requester.id,
    nonce: change.nonce,
    expiresAt: change.expiresAt,
  };
}

interface Member {
  title: string;
  show: (covered: DigestedChange, change: ChangeDetail) => Html;
}

/** How each member of the digest is shown, in the order of reading. A member that is missing does not compile. */
const MEMBERS = {
  operation: {
    title: 'Operation',
    show: ({ operation }, { title }) => html`${title} (${operation})`,
  },
  target: { title: 'Target', show: showTarget },
  request: {
    title: 'Request, exactly as it will be sent',
    show: ({ request: { method, path, query, body } }) => {
      const search = new URLSearchParams(query ?? {}).toString();
      return html`<pre>
${method} ${path}${search === '' ? '' : `?${search}`}</pre>
        ${body === undefined ? null : json(body)}`;
    },
  },
  input: { title: 'Input', show: ({ input }) => json(input) },
  secrets: { title: 'Secrets', show: showSecrets },
  after: {
    title: 'What stands there afterwards',
    show: ({ after }) => json(after),
  },
  guard: {
    title: 'What must not move meanwhile',
    show: ({ guard }) => json(guard),
  },
  reason: {
    title: 'Reason',
    show: ({ reason }) => html`<span class="text">${reason}</span>`,
  },
  ticket: {
    title: 'Ticket',
    show: ({ ticket }) => html`<span class="text">${ticket ?? 'none'}</span>`,
  },
  requester: {
    title: 'Requester',
    show: ({ requester }, { requester: { displayName, username } }) =>
      html`<code>${requester}</code> (now called ${displayName}, ${username})`,
  },
  policy: {
    title: 'Policy',
    show: ({ policy }) =>
      html`<p>${policyWords(policy)}</p>
        ${json(policy)}`,
  },
  expiresAt: {
    title: 'Expires',
    show: ({ expiresAt }) =>
      html`<time datetime="${expiresAt}"
        >${shortTime(new Date(expiresAt))}</time
      >`,
  },
  nonce: { title: 'Nonce', show: ({ nonce }) => html`<code>${nonce}</code>` },
  changeId: {
    title: 'Change id',
    show: ({ changeId }) => html`<code>${changeId}</code>`,
  },
} as const satisfies Record<keyof DigestedChange, Member>;

/** Everything that an approval of this change covers, whole. */
export function coveredFacts(change: ChangeDetail): Html {
  const covered = digestedChange(change);
  return html`<dl>
    ${Object.values<Member>(MEMBERS).map(
      ({ title, show }) =>
        html`<dt>${title}</dt>
          <dd>${show(covered, change)}</dd> `,
    )}
    <dt>Version of the digest</dt>
    <dd>1</dd>
  </dl>`;
}

/** The rule in words; the document itself stands below it, whole. */
function policyWords({
  coolOffMinutes = 0,
  windowHours,
  maxExpiryHours,
  ...policy
}: PolicySnapshot): string {
  return [
    policy.setUp === true ? 'set-up: no second person could decide yet' : null,
    approvalsWords(policy),
    windowHours === undefined || policy.approvals === 0
      ? null
      : `decided within ${hoursWords(windowHours)}`,
    coolOffMinutes === 0
      ? null
      : `starts ${minutesWords(coolOffMinutes)} after the last approval`,
    maxExpiryHours === undefined
      ? null
      : `lives at most ${hoursWords(maxExpiryHours)}`,
  ]
    .filter((words) => words !== null)
    .join('; ');
}

/** A document with its members in the order they are stored in. Secrets stand in it as pointers. */
function json(value: unknown): Html {
  return html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
}

function showTarget({ target }: DigestedChange): Html {
  if (target.type === 'console') return html`This console itself`;
  const { kind, host, port, account, connectionId, trust } = target;
  const proof =
    trust.mode === 'pin'
      ? html`trust by pin: its certificate has the SHA-256 fingerprint
          <code>${trust.sha256}</code>`
      : html`trust by ca: its certificate is signed by one of these authorities
          ${trust.sha256.map((each) => html`<code>${each}</code> `)}
          <pre>${trust.pem}</pre>`;
  return html`${kind} at <code>${host}:${port}</code>, account
    <code>${account}</code>, connection <code>${connectionId}</code>; ${proof}`;
}

function showSecrets({ secrets }: DigestedChange): Html {
  const all = Object.entries(secrets);
  if (all.length === 0) return html`none`;
  return html`${all.map(([pointer, binding]) =>
    binding.delivery === 'sealed'
      ? html`<code>${pointer}</code> sealed, commitment
          <code>${binding.commitment}</code> `
      : html`<span>
          <code>${pointer}</code> is not kept. The requester supplies it after
          the approval; only the private key whose public key has the SHA-256
          fingerprint <code>${binding.publicKeySha256}</code> is taken. Who
          approves, approves this fingerprint.
        </span> `,
  )}`;
}
