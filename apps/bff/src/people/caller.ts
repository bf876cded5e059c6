import type { Permission, Person, Role } from '@keyward/contract';

/** The signed-in person behind a request. Separation compares `person.id`, never a name or a session. */
export interface Caller {
  person: Person;
  roles: Role[];
  permissions: Permission[];
  /** The session's public id; its secret token is never kept in memory. */
  sid: string;
  identity: { iss: string; sub: string };
  signedInAt: Date;
  expiresAt: Date;
}
