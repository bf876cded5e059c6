const DEFAULT_SCALE = 0.05;

/** A full-scale figure at the scale of this run, at least `least`. */
export function scaled(full: number, least = 1): number {
  const given = Number(process.env['KEYWARD_TEST_SCALE'] ?? DEFAULT_SCALE);
  const scale = Number.isFinite(given) && given > 0 ? given : DEFAULT_SCALE;
  return Math.max(least, Math.round(full * scale));
}
