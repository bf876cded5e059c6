import type { Permission, Person, ProofMethod, Role } from '@keyward/contract';

/** The signed-in person behind a request. Separation compares `person.id`, never a name or a session. */
export interface Caller {
  person: Person;
  roles: Role[];
  permissions: Permission[];
  /** The session's public id; its secret token is never kept in memory. */
  sid: string;
  identity: { id: string; iss: string; sub: string };
  /** How and when the person last proved who they are, in this session. */
  proof: { method: ProofMethod; at: Date };
  signedInAt: Date;
  expiresAt: Date;
}
