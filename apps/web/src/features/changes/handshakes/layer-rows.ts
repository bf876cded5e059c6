import type { Handshake, HandshakeLayer, LayerResult } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

const LAYER_NAMES = {
  dns: say('handshakes.name'),
  tcp: say('handshakes.connection'),
  tls: 'TLS',
  kmip_versions: say('handshakes.kmip-versions'),
  kmip_query: say('handshakes.kmip-server'),
} as const satisfies Record<HandshakeLayer, string>;

export const OUTCOME_LOOKS = {
  passed: { tone: 'good', word: say('handshakes.passed') },
  unverified: { tone: 'warning', word: say('handshakes.unverified') },
  failed: { tone: 'bad', word: say('handshakes.failed') },
  skipped: { tone: 'quiet', word: say('handshakes.not-tried') },
} as const satisfies Record<
  LayerResult['outcome'],
  { tone: StatusTone; word: string }
>;

export interface LayerRow {
  /** One layer's name, or those of several that were skipped for one reason. */
  names: string;
  outcome: LayerResult['outcome'];
  /** In words, such as `12 ms` or `5 s`; null when it was not tried. */
  took: string | null;
  finding: string;
  nextStep: string | null;
}

/** The layers in order; skipped ones that follow each other for one reason are one row. */
export function layerRows({ layers }: Pick<Handshake, 'layers'>): LayerRow[] {
  const rows: LayerRow[] = [];
  for (const layer of layers) {
    const { outcome, milliseconds, finding, nextStep } = layer;
    const before = rows.at(-1);
    if (
      outcome === 'skipped' &&
      before?.outcome === 'skipped' &&
      before.finding === finding
    ) {
      before.names = `${before.names}, ${LAYER_NAMES[layer.layer]}`;
      continue;
    }
    rows.push({
      names: LAYER_NAMES[layer.layer],
      outcome,
      took: milliseconds === null ? null : tookWords(milliseconds),
      finding,
      nextStep,
    });
  }
  return rows;
}

function tookWords(milliseconds: number): string {
  if (milliseconds < 1) return say('handshakes.under-1-ms');
  return milliseconds < 1000
    ? say('handshakes.ms', { round: Math.round(milliseconds) })
    : `${String(Math.round(milliseconds / 100) / 10)} s`;
}
