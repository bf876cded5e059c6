import { changeDigest } from '@keyward/approval-proof';
import type { ChangeDetail } from '@keyward/contract';

import { coveredFacts, digestedChange } from './covered.ts';
import { keyServers } from './handshakes.ts';
import { type Html, html } from './html.ts';
import { pageShell } from './page-shell.ts';

/**
 * A change as a page without scripts: everything its digest is made of, whole, and the decisions on it. The reference
 * view beside the app, which a script that got into the app cannot touch.
 */
export function renderReviewPage(change: ChangeDetail): string {
  return pageShell(
    `Review ${change.reference}`,
    html`${heading(change)} ${phrase(change)}
      <section>
        <h2>What an approval covers</h2>
        <p class="quiet">
          The digest is SHA-256 over exactly these facts, as canonical JSON (RFC
          8785). Nothing is left out or cut. A character that would not show, or
          passes for another, stands as its code point: <mark>⟨U+202E⟩</mark>.
        </p>
        ${coveredFacts(change)}
      </section>
      ${explanation(change)} ${decisions(change)} ${history(change)}
      <footer>
        <p><a href="/changes/${change.id}">Decide in the console</a></p>
        <p class="quiet">
          This page holds no script and sends nothing. It shows the change as it
          was stored when the page was asked for.
        </p>
      </footer>`,
  );
}

function heading(change: ChangeDetail): Html {
  return html`<header>
    <p class="quiet">Keyward · review without scripts</p>
    <h1>${change.reference} · ${change.title}</h1>
    <p>${change.standing}</p>
    <p class="quiet">
      Submitted ${change.createdAt} by ${change.requester.displayName}
      (${change.requester.username}) · to be decided by ${change.decideBy} ·
      risk: ${change.risk}
    </p>
  </header>`;
}

function phrase(change: ChangeDetail): Html {
  const isIntact = changeDigest(digestedChange(change)) === change.digest;
  return html`<section>
    <h2>Phrase and digest</h2>
    <p class="phrase">${change.phrase}</p>
    <p><code>${change.digest}</code></p>
    <p>
      ${
        isIntact
          ? html`<span class="good">The digest fits the facts below.</span> The
              same words stand on the requester’s page, in the notification and
              on the page where you decide. Where they differ, do not approve.`
          : html`<span class="bad"
                >The facts below do not have this digest.</span
              >
              What is stored was altered. Do not approve; tell whoever runs this
              console.`
      }
    </p>
  </section>`;
}

function explanation(change: ChangeDetail): Html {
  const { plan, caution, checks, moved } = change;
  return html`<section>
    <h2>What the console says about it</h2>
    <p class="quiet">Help for reading; no part of the digest.</p>
    ${caution === null ? null : html`<p class="bad">${caution}</p>`}
    <ul>
      ${plan.sentences.map((each) => html`<li>${each}</li> `)}
    </ul>
    ${differences(change)}
    <h3>Checks</h3>
    <ul>
      ${checks.map((each) => html`<li><span class="${each.passed ? 'good' : 'bad'}">${each.passed ? 'passed' : each.severity}</span> ${each.title}: ${each.evidence} <span class="quiet">(${each.observedAt})</span></li> `)}
    </ul>
    ${keyServers(change)}
    ${
      moved.length === 0
        ? null
        : html`<h3>What moved since it was planned</h3>
            <ul>
              ${moved.map((each) => html`<li><code>${each.pointer}</code>: ${JSON.stringify(each.before)} → ${JSON.stringify(each.now)}</li> `)}
            </ul>`
    }
  </section>`;
}

function differences({ plan }: ChangeDetail): Html | null {
  if (plan.differences.length === 0) return null;
  return html`<table>
    <caption>
      Before and after
    </caption>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      ${plan.differences.map(
        (each) =>
          html`<tr>
            <th scope="row">${each.label}</th>
            <td><span class="text">${each.before ?? 'nothing'}</span></td>
            <td><span class="text">${each.after ?? 'nothing'}</span></td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}

function decisions(change: ChangeDetail): Html {
  const { have, need } = change.approvals;
  return html`<section>
    <h2>Decisions: ${have} of ${need} approvals</h2>
    ${change.decisions.length === 0 ? html`<p>Nobody has decided yet.</p>` : null}
    <ul>
      ${change.decisions.map((each) => decision(each, change.digest))}
    </ul>
  </section>`;
}

function decision(
  {
    person,
    decision: word,
    comment,
    fieldPointer,
    digest,
    at,
    counts,
    evidence,
  }: Decision,
  expected: string,
): Html {
  const weight =
    word === 'reject'
      ? null
      : counts
        ? html` <span class="good">counts</span>`
        : html` <span class="bad">does not count</span>`;
  return html`<li>
    ${person.displayName} (${person.username}, <code>${person.id}</code>):
    ${word}, ${at}${weight}
    ${digest === expected ? null : html`<span class="bad">for another digest: <code>${digest}</code></span>`}
    ${proofOf(evidence)}
    ${fieldPointer === null ? null : html`<p>About <code>${fieldPointer}</code>:</p>`}
    ${comment === null ? null : html`<p>“<span class="text">${comment}</span>”</p>`}
  </li> `;
}

type Decision = ChangeDetail['decisions'][number];

function proofOf(evidence: Decision['evidence']): Html {
  if (evidence === null) {
    return html`<p class="quiet">No evidence is stored.</p>`;
  }
  if (evidence.method === 'passkey') {
    return html`<p class="quiet">
      Signed with the passkey <code>${evidence.publicKeySha256}</code>
    </p>`;
  }
  return html`<p class="quiet">
    Not signed; ${evidence.method} proved at ${evidence.provedAt}
  </p>`;
}

function history(change: ChangeDetail): Html {
  return html`<section>
    <h2>What has happened</h2>
    <ol>
      ${change.history.map((each) => html`<li>${each.at} ${each.actor === null ? null : html`${each.actor.displayName} (${each.actor.username}): `}${each.text}</li> `)}
    </ol>
  </section>`;
}
