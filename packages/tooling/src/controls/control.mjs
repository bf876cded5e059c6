/**
 * One control: the threat that it answers, its name, what is exchanged to take it out (each time a file, a text that
 * stands in it once, and what comes in its place), and the one test that must fail then.
 *
 * @param {string} row id of the threat, `A1` for example
 * @param {string} name
 * @param {[file: string, takeOut: string, putIn: string][]} edits
 * @param {[file: string, name: string]} test
 */
export function control(row, name, edits, [testFile, testName]) {
  return {
    row,
    name,
    edits: edits.map(([file, takeOut, putIn]) => ({ file, takeOut, putIn })),
    test: { file: testFile, name: testName },
  };
}
