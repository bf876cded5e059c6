import { appendFileSync } from 'node:fs';

/** Whether the figures of the goal are wanted, or a look that takes seconds. */
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
