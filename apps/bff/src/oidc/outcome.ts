/** How a sign-in at the organisation can end without a session, each with its own page. */
export type NoSession =
  | 'expired'
  | 'not_accepted'
  | 'declined'
  | 'away'
  | 'unavailable'
  | 'no_role'
  | 'disabled'
  | 'not_signed_in'
  | 'another_person'
  | 'not_asked_again'
  | 'roles_changed'
  | 'proof_needed'
  | 'belongs_to_another'
  | 'too_many'
  | 'sealed';

/** A token for the session's cookie; null when the session goes on with the one it has. */
export type Outcome =
  { kind: 'done'; token: string | null } | { kind: 'none'; because: NoSession };

export function noSession(because: NoSession): Outcome {
  return { kind: 'none', because };
}
