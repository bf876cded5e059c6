export * from './audit.ts';
export * from './audit-sink.ts';
export * from './catalogue.ts';
export * from './change.ts';
export * from './change-list.ts';
export * from './certificates.ts';
export * from './codes.ts';
export * from './connection.ts';
export * from './drift.ts';
export * from './decision.ts';
export * from './draft.ts';
export { draftMembers } from './draft-members.ts';
export * from './estate.ts';
export * from './estate-matrix.ts';
export * from './event.ts';
export * from './evidence.ts';
export * from './handshake.ts';
export * from './expiry-agenda.ts';
export * from './explanations/index.ts';
export { plainFailure } from './explanations/plain-failure.ts';
export * from './home.ts';
export * from './home-lists.ts';
export * from './inbox.ts';
export * from './key-server.ts';
export * from './openapi.ts';
export * from './operations/index.ts';
export { MAX_PRIMARY_KEY_SERVERS } from './operations/ontap-add-key-servers.ts';
export type {
  ConsoleOperationContract,
  OperationContract,
  TargetOperationContract,
} from './operations/operation.ts';
export * from './passkey.ts';
export * from './people.ts';
export * from './plan.ts';
export * from './policy.ts';
export * from './primitives.ts';
export * from './problem.ts';
export * from './roles.ts';
export * from './routes/index.ts';
export * from './rule-words.ts';
export type { SecretDelivery, SecretPlaceholder } from './secret-slot.ts';
export * from './search.ts';
export * from './session.ts';
export * from './status.ts';
export * from './task.ts';
export * from './task-observation.ts';
