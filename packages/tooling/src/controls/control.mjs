/**
 * One control: the row of the threat model that it answers, its name, what is exchanged to take it out (each time a
 * file, a text that stands in it once, and what comes in its place), and the one test that must fail then.
 *
 * @param row id in the threat model, `A1` for example
 * @param edits `[file, takeOut, putIn]` each
 * @param test `[file, name]`
 */
export function control(row, name, edits, [testFile, testName]) {
  return {
    row,
    name,
    edits: edits.map(([file, takeOut, putIn]) => ({ file, takeOut, putIn })),
    test: { file: testFile, name: testName },
  };
}
