/**
 * The attacks on decisions (A), on people and their browsers (B), on secrets (C), and by targets, the network and input
 * (D) that must each have a control.
 */
export const THREATS = {
  A1: 'the requester approves their own change',
  A2: 'a change is edited after it was looked at',
  A3: 'a secret is exchanged after the approval',
  A4: 'a connection leads elsewhere while a change waits',
  A5: 'an approved change runs twice',
  A6: 'decisions race',
  A7: 'one person counts as two',
  A8: 'two people act together',
  A9: 'an admin weakens policy or roles, then approves',
  A10: 'a review misleads its reader',
  A11: 'who approved is gone',
  A12: 'somebody reads beyond their role',
  B1: 'a stolen cookie',
  B2: 'a planted session',
  B3: 'a request from another site',
  B4: 'foreign markup and scripts',
  B5: 'a page that shows what is not signed',
  B6: 'frames, caches and the back button',
  B7: 'guessing, and locking others out',
  B8: 'a forged answer of the identity provider',
  B9: 'a forged, replayed or borrowed passkey answer',
  B10: 'somebody else’s event stream',
  C1: 'a secret is read back',
  C2: 'a secret in a log or an error',
  C3: 'somebody reads the database',
  C4: 'somebody writes the database',
  C5: 'the key-encryption key is lost, wrong or exchanged',
  C6: 'somebody looks into the process',
  C7: 'a secret goes to another target',
  C8: 'a secret stays in the browser',
  C9: 'a secret in a field that is shown',
  D1: 'a target that is not who it says',
  D2: 'an address that leads inside',
  D3: 'a target that answers to hurt',
  D4: 'a target that lies',
  D5: 'a request that is made to hurt',
  D6: 'one person asks too much',
  D7: 'an audit row or export that says something else',
  D8: 'the audit log cannot be written',
  D9: 'a library that is not what it was',
  D10: 'files and facts that are nobody’s business',
};

/** The faults that the console lives through; where each is tried, `faults/` says. */
export const FAULT_ROWS = {
  F1: 'killed at any write or call',
  F2: 'killed at random under load',
  F3: 'told to stop',
  F4: 'the power fails',
  F5: 'a target answers 5xx to a change',
  F6: 'a target asks to wait',
  F7: 'a session ends in mid-task',
  F8: 'a target refuses',
  F9: 'a connection breaks at any byte',
  F10: 'a target is slow or silent',
  F11: 'a target answers garbage',
  F12: 'a target forgets its task',
  F13: 'a target’s task never ends or goes backward',
  F14: 'a change succeeds in part',
  F15: 'the same request again',
  F16: 'decisions race',
  F17: 'two replicas want one task',
  F18: 'a worker wakes after its lease',
  F19: 'clocks jump',
  F20: 'the disk is full',
  F21: 'the database is away',
  F22: 'the database is damaged',
  F23: 'a migration is interrupted, or from the future',
  F24: 'a stream breaks again and again',
  F25: 'much is to be caught up with',
  F26: 'a place in the stream that is none',
  F27: 'a reader that takes nothing',
  F28: 'a proxy that holds back or times out',
  F29: 'input made to hurt',
  F30: 'input that blocks everybody',
  F31: 'an error that nobody caught',
  F32: 'a long run',
  F33: 'no file handle is left',
  F34: 'a backup is restored',
  F35: 'a key rotation is killed',
  F36: 'the identity provider is away',
  F37: 'an audit sink is away',
  F38: 'a rolling upgrade',
  F39: 'the name service stalls',
  F40: 'it is started wrongly',
};

/**
 * Ids of the threats that none of these controls answers.
 *
 * @param {{ row: string }[]} controls
 */
export function unanswered(controls) {
  const answered = new Set(controls.map(({ row }) => row));
  return Object.keys(THREATS).filter((id) => !answered.has(id));
}
