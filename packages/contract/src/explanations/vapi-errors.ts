import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';

/**
 * The standard vAPI errors, for every operation that does not say something more precise.
 * Vendor source: vSphere Automation API, standard errors; a 4xx proves that nothing changed, a 5xx does not.
 */
export const VAPI_ERRORS: ErrorTable = {
  ALREADY_EXISTS: {
    sentence: 'What this change would create exists already on the target.',
    nextStep: 'Look at the target’s page; nothing may be left to do.',
    field: null,
    proof: 'look',
  },
  ALREADY_IN_DESIRED_STATE: {
    sentence: 'The target is already as this change wants it.',
    nextStep: 'Nothing to do; look at the target’s page.',
    field: null,
    proof: 'look',
  },
  CANCELED: {
    sentence: 'The target cancelled the work before it was finished.',
    nextStep: 'Read what the target has now before you submit again.',
    field: null,
    proof: 'look',
  },
  CONCURRENT_CHANGE: {
    sentence: 'Something else changed the same object at the same moment.',
    nextStep: 'Copy into a new change; it will be planned on the new state.',
    field: null,
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'The target reported an unspecified error.',
    nextStep: 'Read the vendor’s text below and the target’s own log.',
    field: null,
    proof: 'look',
  },
  FEATURE_IN_USE: {
    sentence:
      'The target says the feature is in use and cannot be changed now.',
    nextStep: 'Release it on the target, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  INTERNAL_SERVER_ERROR: {
    sentence: 'The target failed internally.',
    nextStep: 'Read the target’s own log; submit again when it is well.',
    field: null,
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'The target refused a value of this change.',
    nextStep: 'Correct the field named below and submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_ELEMENT_CONFIGURATION: {
    sentence: 'The target refused the configuration of an element.',
    nextStep: 'Read the vendor’s text below and correct the input.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_ELEMENT_TYPE: {
    sentence: 'The target did not expect an element of this type.',
    nextStep: 'Read the vendor’s text below and correct the input.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_REQUEST: {
    sentence: 'The target could not read the request.',
    nextStep: 'Check that the target’s version has this operation.',
    field: null,
    proof: 'nothing_happened',
  },
  NOT_ALLOWED_IN_CURRENT_STATE: {
    sentence: 'The target does not allow this in its present state.',
    nextStep: 'Bring the target into the needed state, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence: 'The target does not have the object this change names.',
    nextStep: 'Refresh the list and pick again.',
    field: null,
    proof: 'nothing_happened',
  },
  OPERATION_NOT_FOUND: {
    sentence: 'The target does not have this operation.',
    nextStep: 'Test the connection again to read its version and capabilities.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  RESOURCE_BUSY: {
    sentence: 'The target is busy with the same object.',
    nextStep: 'Wait for the work that is under way, then submit again.',
    field: null,
    proof: 'look',
  },
  RESOURCE_IN_USE: {
    sentence: 'The object is in use on the target.',
    nextStep: 'Release it on the target, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  RESOURCE_INACCESSIBLE: {
    sentence: 'The target cannot reach something it needs for this.',
    nextStep:
      'Check the hosts and services behind the target, then submit again.',
    field: null,
    proof: 'look',
  },
  SERVICE_UNAVAILABLE: {
    sentence: 'The target’s service is not available now.',
    nextStep: 'Try again when the service is up.',
    field: 'connection',
    proof: 'look',
  },
  TIMED_OUT: {
    sentence: 'The target gave up after its own time limit.',
    nextStep: 'Read what the target has now before you submit again.',
    field: null,
    proof: 'look',
  },
  UNABLE_TO_ALLOCATE_RESOURCE: {
    sentence: 'The target could not get a resource or licence it needs.',
    nextStep: 'Free or assign it, then submit again.',
    field: null,
    proof: 'look',
  },
  UNAUTHENTICATED: {
    sentence: 'The target did not accept Keyward’s account.',
    nextStep: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks a privilege on the target.',
    nextStep: 'Grant the privilege named on the form, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNEXPECTED_INPUT: {
    sentence: 'The target did not expect a part of the request.',
    nextStep: 'Check that the target’s version has this operation.',
    field: null,
    proof: 'nothing_happened',
  },
  UNSUPPORTED: {
    sentence: 'The target does not support this.',
    nextStep: 'Check the target’s version and licence.',
    field: null,
    proof: 'nothing_happened',
  },
  UNVERIFIED_PEER: {
    sentence: 'The target could not verify the system it was to talk to.',
    nextStep: 'Check the certificates between the target and its peer.',
    field: null,
    proof: 'nothing_happened',
  },
};

/** error_type when there is one, else the natural reading of the HTTP status. */
export function vapiCode(facts: UpstreamFacts): string {
  if (facts.errorType !== undefined) return facts.errorType.toUpperCase();
  const byStatus: Record<number, string> = {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'UNAUTHORIZED',
    404: 'NOT_FOUND',
    409: 'CONCURRENT_CHANGE',
    503: 'SERVICE_UNAVAILABLE',
  };
  const { httpStatus = 500 } = facts;
  // Another 4xx, perhaps of something in between, is no error of vAPI; it still refuses.
  const isOtherRefusal = httpStatus >= 400 && httpStatus < 500;
  return byStatus[httpStatus] ?? (isOtherRefusal ? '' : 'ERROR');
}

/** `data.primary` of ArgumentLocations: where the vendor says the bad argument is. */
export function primaryLocation(facts: UpstreamFacts): string | null {
  const data = facts.data;
  if (typeof data !== 'object' || data === null || !('primary' in data)) {
    return null;
  }
  return typeof data.primary === 'string' ? data.primary : null;
}
