/**
 * Reads what tests have told, one JSON object a line.
 *
 * @param {string} text
 * @returns {{ name: string, value: number, most?: number, least?: number, of?: number, note?: string }[]}
 */
export function readFigures(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * Whether a figure is what was promised.
 *
 * @param {{ name: string, value: number, most?: number, least?: number }} figure
 */
export function holds({ value, most, least }) {
  return (
    Number.isFinite(value) &&
    (most === undefined || value <= most) &&
    (least === undefined || value >= least)
  );
}

/**
 * One figure as a line, such as `ok   certificates: refused 20 of 20`.
 *
 * @param {{ name: string, value: number, most?: number, least?: number, of?: number, note?: string }} figure
 */
export function figureLine(figure) {
  const { name, value, most, of, note } = figure;
  const bound =
    of !== undefined
      ? ` of ${String(of)}`
      : most !== undefined && most > 0
        ? `, at most ${String(most)}`
        : '';
  return `${holds(figure) ? 'ok  ' : 'MISS'} ${name} ${String(value)}${bound}${note === undefined ? '' : ` (${note})`}`;
}

/**
 * Figures that a part promised and did not tell.
 *
 * @param {string[]} promised
 * @param {{ name: string }[]} told
 */
export function untold(promised, told) {
  return promised.filter(
    (name) => !told.some((figure) => figure.name === name),
  );
}
