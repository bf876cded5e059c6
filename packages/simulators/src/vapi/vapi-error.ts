import type {
  LocalizableMessage,
  VapiErrorBody,
  VapiErrorType,
} from '@keyward/vcenter-client/wire';

import type { SimulatorAnswer } from '../host/index.ts';

/** Status under `/api` of each vAPI error; the last four are the natural reading, no operation declares them. */
export const STATUS_OF_ERROR: Record<VapiErrorType, number> = {
  ALREADY_EXISTS: 400,
  ALREADY_IN_DESIRED_STATE: 400,
  FEATURE_IN_USE: 400,
  INVALID_ARGUMENT: 400,
  INVALID_ELEMENT_CONFIGURATION: 400,
  INVALID_ELEMENT_TYPE: 400,
  NOT_ALLOWED_IN_CURRENT_STATE: 400,
  RESOURCE_IN_USE: 400,
  UNSUPPORTED: 400,
  UNVERIFIED_PEER: 400,
  UNAUTHENTICATED: 401,
  UNAUTHORIZED: 403,
  NOT_FOUND: 404,
  CONCURRENT_CHANGE: 409,
  ERROR: 500,
  RESOURCE_BUSY: 500,
  RESOURCE_INACCESSIBLE: 500,
  UNABLE_TO_ALLOCATE_RESOURCE: 500,
  INTERNAL_SERVER_ERROR: 500,
  TIMED_OUT: 500,
  SERVICE_UNAVAILABLE: 503,
  CANCELED: 500,
  INVALID_REQUEST: 400,
  OPERATION_NOT_FOUND: 404,
  UNEXPECTED_INPUT: 400,
};

export interface ErrorParts {
  id: string;
  text: string;
  args?: string[];
  /** Messages below the first one: what caused it. */
  causes?: LocalizableMessage[];
  data?: unknown;
}

/** One message as vAPI writes it. */
export function message(
  id: string,
  text: string,
  args: string[] = [],
): LocalizableMessage {
  return { id, default_message: text, args };
}

/** The body of a refusal. */
export function errorBody(
  type: VapiErrorType,
  { id, text, args, causes = [], data }: ErrorParts,
): VapiErrorBody {
  return {
    error_type: type,
    messages: [message(id, text, args), ...causes],
    ...(data === undefined ? {} : { data }),
  };
}

/** A refusal under `/api`. */
export function refuse(
  type: VapiErrorType,
  parts: ErrorParts,
): SimulatorAnswer {
  return { status: STATUS_OF_ERROR[type], body: errorBody(type, parts) };
}

/** INVALID_ARGUMENT that says in `data` which argument is meant. */
export function invalidArgument(
  primary: string,
  id: string,
  text: string,
  args: string[] = [],
): SimulatorAnswer {
  return refuse('INVALID_ARGUMENT', {
    id,
    text,
    args,
    data: { primary, secondary: [] },
  });
}

const CHALLENGE =
  'SIGN realm="keyward-simulated-estate",sts="https://sso.estate.test/sts/STSService/vsphere.local", Basic realm="vCenter"';

/** 401 with the vendor's challenge in the body and the header. */
export function unauthenticated(
  id = 'com.vmware.vapi.endpoint.method.authentication.required',
  text = 'Authentication required.',
  challenge = CHALLENGE,
): SimulatorAnswer {
  return {
    status: 401,
    headers: { 'www-authenticate': challenge },
    body: { ...errorBody('UNAUTHENTICATED', { id, text }), challenge },
  };
}

/** What a path answers that this release does not have. */
export function noSuchResource(): SimulatorAnswer {
  return refuse('NOT_FOUND', {
    id: 'com.vmware.vapi.rest.httpNotFound',
    text: 'Not found.',
  });
}

export function notFound(what: string, name: string): SimulatorAnswer {
  return refuse('NOT_FOUND', {
    id: 'com.vmware.vdcs.errors.not_found',
    text: `The ${what} '${name}' was not found.`,
    args: [name],
  });
}
