/** A problem that the person can act on: its message is one line and needs no stack trace. */
export class PlainProblem extends Error {}
