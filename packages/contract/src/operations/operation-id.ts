/** Operations on a target that run when others have approved them. */
const APPROVED = [
  'vcenter.configure-cluster-kms-service',
  'vcenter.update-provider-client-certificate',
  'vcenter.generate-provider-csr',
  'esx.create-native-provider',
  'ontap.add-key-servers',
] as const;

/** Operations on a target that run at once, decided by nobody else. */
const IMMEDIATE = ['vcenter.register-expanded-token'] as const;

/** Operations on the console itself. */
export const CONSOLE_OPERATION_IDS = [
  'console.update-policy',
  'console.update-roles',
  'console.update-connection',
] as const;

export const TARGET_OPERATION_IDS = [...APPROVED, ...IMMEDIATE] as const;
export const OPERATION_IDS = [
  ...TARGET_OPERATION_IDS,
  ...CONSOLE_OPERATION_IDS,
] as const;

export type TargetOperationId = (typeof TARGET_OPERATION_IDS)[number];
export type ConsoleOperationId = (typeof CONSOLE_OPERATION_IDS)[number];
export type OperationId = TargetOperationId | ConsoleOperationId;

export function isImmediate(id: OperationId): boolean {
  return (IMMEDIATE as readonly OperationId[]).includes(id);
}

export function isConsoleOperation(id: OperationId): id is ConsoleOperationId {
  return (CONSOLE_OPERATION_IDS as readonly OperationId[]).includes(id);
}

/** The folder that holds an operation in every package: its id with the dot as a hyphen. */
export function operationFolder(id: OperationId): string {
  return id.replace('.', '-');
}
