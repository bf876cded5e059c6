import { z } from 'zod';

import { timestamp } from './primitives.ts';

/** The layers of reaching a key server, in the order in which they are tried. */
export const HANDSHAKE_LAYERS = [
  'dns',
  'tcp',
  'tls',
  'kmip_versions',
  'kmip_query',
] as const;
export const handshakeLayer = z.enum(HANDSHAKE_LAYERS);
export type HandshakeLayer = z.infer<typeof handshakeLayer>;

/**
 * One layer's result. `unverified`: it answered, but nothing is known to judge its certificate by. `skipped`: an earlier
 * layer failed, or what it needs is not here; the finding says which.
 */
export const layerResult = z.object({
  layer: handshakeLayer,
  outcome: z.enum(['passed', 'unverified', 'failed', 'skipped']),
  /** How long the layer took; null when it was skipped. */
  milliseconds: z.number().nullable(),
  /** One plain sentence: what was seen, or why it failed. */
  finding: z.string(),
  /** What to do next; null when there is nothing to do. */
  nextStep: z.string().nullable(),
});
export type LayerResult = z.infer<typeof layerResult>;

/**
 * What one key server answered Keyward, seen from the console and not from the array or the vCenter that will use it.
 * Evidence beside the checks: no part of the digest, because it may be made again.
 */
export const handshake = z.object({
  /** `host:port`, normalised; empty when the target did not tell which key servers it has. */
  server: z.string(),
  /** Pointer into the input that names the server; null when the target's own configuration does. */
  field: z.string().nullable(),
  /** Where it was looked from; always the console itself today. */
  vantage: z.literal('keyward'),
  observedAt: timestamp,
  /**
   * `shown`: the certificate of this change and its sealed key were used. `key_not_here`: the key is not sealed in this
   * change, so client authentication was not tried. `none`: the change has no client certificate.
   */
  clientCertificate: z.enum(['shown', 'key_not_here', 'none']),
  layers: z.array(layerResult),
});
export type Handshake = z.infer<typeof handshake>;

/**
 * `state`: `not_needed` for a change without key servers, `running` until every server has been tried, `interrupted`
 * when a look ended with the process that made it, or was never made.
 */
export const handshakes = z.object({
  state: z.enum(['not_needed', 'running', 'interrupted', 'done']),
  items: z.array(handshake),
});
export type Handshakes = z.infer<typeof handshakes>;
