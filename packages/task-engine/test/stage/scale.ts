import { appendFileSync } from 'node:fs';

const DEFAULT_SCALE = 0.05;

/** A full-scale figure at the scale of this run, at least `least`. */
export function scaled(full: number, least = 1): number {
  const given = Number(process.env['KEYWARD_TEST_SCALE'] ?? DEFAULT_SCALE);
  const scale = Number.isFinite(given) && given > 0 ? given : DEFAULT_SCALE;
  return Math.max(least, Math.round(full * scale));
}

/** Whether the figures of the goal are wanted. */
export const isFullScale = process.env['KEYWARD_TEST_SCALE'] === '1';

/** Hands a figure to the command that asked for it; without one nothing is kept. */
export function tellFigure(
  name: string,
  value: number,
  wanted: { most?: number; least?: number; of?: number; note?: string },
): void {
  const file = process.env['KEYWARD_FIGURES_FILE'];
  if (file === undefined) return;
  appendFileSync(file, `${JSON.stringify({ name, value, ...wanted })}\n`);
}
