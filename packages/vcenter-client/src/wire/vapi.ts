import { z } from 'zod';

/** The 25 discriminators of vAPI standard errors; a server may send none or one that is not listed. */
export const VAPI_ERROR_TYPES = [
  'ERROR',
  'ALREADY_EXISTS',
  'ALREADY_IN_DESIRED_STATE',
  'CANCELED',
  'CONCURRENT_CHANGE',
  'FEATURE_IN_USE',
  'INTERNAL_SERVER_ERROR',
  'INVALID_ARGUMENT',
  'INVALID_ELEMENT_CONFIGURATION',
  'INVALID_ELEMENT_TYPE',
  'INVALID_REQUEST',
  'NOT_ALLOWED_IN_CURRENT_STATE',
  'NOT_FOUND',
  'OPERATION_NOT_FOUND',
  'RESOURCE_BUSY',
  'RESOURCE_IN_USE',
  'RESOURCE_INACCESSIBLE',
  'SERVICE_UNAVAILABLE',
  'TIMED_OUT',
  'UNABLE_TO_ALLOCATE_RESOURCE',
  'UNAUTHENTICATED',
  'UNAUTHORIZED',
  'UNEXPECTED_INPUT',
  'UNSUPPORTED',
  'UNVERIFIED_PEER',
] as const;
export type VapiErrorType = (typeof VAPI_ERROR_TYPES)[number];

/** A message with its English default. Absent members become empty, older servers leave some out. */
export const localizableMessage = z.looseObject({
  id: z.string().default(''),
  default_message: z.string().default(''),
  args: z.array(z.string()).default([]),
  params: z.record(z.string(), z.unknown()).optional(),
  localized: z.string().optional(),
});
export type LocalizableMessage = z.output<typeof localizableMessage>;

/** Body of every vAPI refusal. `challenge` comes with UNAUTHENTICATED only. */
export interface VapiErrorBody {
  messages: LocalizableMessage[];
  data?: unknown;
  error_type?: VapiErrorType;
  challenge?: string;
}

/** A reference to any managed object, e.g. `{type: 'ClusterComputeResource', id: 'domain-c8'}`. */
export const dynamicId = z.looseObject({ type: z.string(), id: z.string() });
export type DynamicId = z.output<typeof dynamicId>;
