/** The attacks on decisions (A) and on people and their browsers (B) that must each have a control. */
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
