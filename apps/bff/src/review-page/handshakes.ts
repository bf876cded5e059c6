import type { ChangeDetail, Handshake } from '@keyward/contract';

import { type Html, html } from './html.ts';

const LAYER_WORDS = {
  dns: 'Name',
  tcp: 'Connection',
  tls: 'TLS',
  kmip_versions: 'KMIP versions',
  kmip_query: 'KMIP server',
} as const satisfies Record<Handshake['layers'][number]['layer'], string>;

const STATE_WORDS = {
  running: 'They are being tried now; ask for this page again in a moment.',
  interrupted: 'A look was interrupted. Run it again on the change’s page.',
} as const;

const CLASSES = {
  passed: 'good',
  unverified: 'bad',
  failed: 'bad',
  skipped: 'quiet',
} as const;

/** What the key servers of a change answered; nothing for a change without any. */
export function keyServers({ handshakes }: ChangeDetail): Html | null {
  const { state, items } = handshakes;
  if (state === 'not_needed') return null;
  return html`<h3>Key servers</h3>
    <p class="quiet">Tried from Keyward, not from the target.</p>
    ${state === 'done' ? null : html`<p>${STATE_WORDS[state]}</p>`}
    ${items.map((each) => server(each))}`;
}

function server({ server: name, observedAt, layers }: Handshake): Html {
  return html`<p>
      <strong>${name === '' ? 'Key servers of the target' : name}</strong>
      <span class="quiet">(${observedAt})</span>
    </p>
    <ul>
      ${layers.map((each) => html`<li><span class="${CLASSES[each.outcome]}">${each.outcome}</span> ${LAYER_WORDS[each.layer]}: ${each.finding} ${each.nextStep === null ? null : html`<span class="quiet">${each.nextStep}</span>`}</li> `)}
    </ul>`;
}
