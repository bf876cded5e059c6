import { appendFileSync } from 'node:fs';

import type { Config } from '../config.ts';
import { createFailPoints, die, type FailPoints } from './fail-points.ts';
import { formatPoint, parsePoint } from './passage-point.ts';

/** The fail-points that the settings ask for; null, and so nothing watched at all, without any. */
export function configuredFailPoints({
  failpoint,
  failpointRecord,
}: Pick<Config, 'failpoint' | 'failpointRecord'>): FailPoints | null {
  if (failpoint === null && failpointRecord === null) return null;
  const deadly = failpoint === null ? null : formatPoint(parsePoint(failpoint));
  return createFailPoints({
    reached(point) {
      const name = formatPoint(point);
      if (failpointRecord !== null) {
        appendFileSync(failpointRecord, `${name}\n`);
      }
      if (name === deadly) die();
    },
  });
}
