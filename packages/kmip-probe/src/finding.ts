import type { HandshakeLayer, LayerResult } from '@keyward/contract';

/** What one layer found, before its name and time are put to it. */
export type Finding = Pick<LayerResult, 'outcome' | 'finding' | 'nextStep'>;

/** A layer did not get through; carries what to say about it. `skipped`: what it needs is not here, and no fault. */
export class LayerFailure extends Error {
  override readonly name = 'LayerFailure';
  readonly found: Finding;

  constructor(
    finding: string,
    nextStep: string | null,
    outcome: 'failed' | 'skipped' = 'failed',
  ) {
    super(finding);
    this.found = { outcome, finding, nextStep };
  }
}

export function passed(finding: string): Finding {
  return { outcome: 'passed', finding, nextStep: null };
}

export function layerResult(
  layer: HandshakeLayer,
  milliseconds: number | null,
  found: Finding,
): LayerResult {
  return { layer, milliseconds, ...found };
}

export function skipped(layer: HandshakeLayer, finding: string): LayerResult {
  return {
    layer,
    outcome: 'skipped',
    milliseconds: null,
    finding,
    nextStep: null,
  };
}

/** The code of a system or TLS error, upper case; nothing else of a foreign error is repeated. */
export function codeOf(error: unknown): string {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : '';
}

/** A key server's own words, bounded; invisible characters are made visible where they are shown. */
export function foreignText(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`;
}

export function inSeconds(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}
