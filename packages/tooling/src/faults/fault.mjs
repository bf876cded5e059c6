/** @typedef {{ id: string, name: string, files: string[], only?: string, figures: string[] }} Fault */

/**
 * A fault that the console must live through, where it is tried, and the figures that its tests tell.
 *
 * @param {string} id `F1` to `F40`; a fault that is tried in several places has several entries
 * @param {string} what what happens, in a few words
 * @param {{ files: string[], only?: string, figures: string[] }} tried test files, part of the names of the tests in them
 * when not all of them are about this fault, and names of figures
 * @returns {Fault}
 */
export function fault(id, what, { files, only, figures }) {
  return {
    id,
    name: `${id} ${what}`,
    files,
    figures,
    ...(only === undefined ? {} : { only }),
  };
}
