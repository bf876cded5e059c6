import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';

/**
 * The standard vAPI errors, for every operation that does not say something more precise.
 * Vendor source: vSphere Automation API, standard errors; a 4xx proves that nothing changed, a 5xx does not.
 */
export const VAPI_ERRORS: ErrorTable = {
  ALREADY_EXISTS: {
    sentence: 'What this change would create exists already on the target.',
    cause:
      'An object of this name or identity is there, perhaps from an earlier attempt of this very change.',
    check: 'Compare what the target has with what the change wants.',
    fix: 'Look at the target’s page; nothing may be left to do.',
    field: null,
    proof: 'look',
  },
  ALREADY_IN_DESIRED_STATE: {
    sentence: 'The target is already as this change wants it.',
    cause: 'Somebody, or an earlier attempt, brought the target there already.',
    check: 'Look at when the target changed last, and who did it.',
    fix: 'Nothing to do; look at the target’s page.',
    field: null,
    proof: 'look',
  },
  CANCELED: {
    sentence: 'The target cancelled the work before it was finished.',
    cause:
      'Somebody stopped the task in the target’s own console, or the target stopped it while shutting down.',
    check:
      'Look at the target’s recent tasks: who cancelled it, and how far it had come.',
    fix: 'Read what the target has now before you submit again.',
    field: null,
    proof: 'look',
  },
  CONCURRENT_CHANGE: {
    sentence: 'Something else changed the same object at the same moment.',
    cause:
      'Two clients wrote at once, and the target let only one of them through.',
    check: 'Look at the target’s recent tasks for the other change.',
    fix: 'Copy into a new change; it will be planned on the new state.',
    field: null,
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'The target reported an unspecified error.',
    cause: 'The target met something that it has no better name for.',
    check:
      'Read the messages from the first to the last: later ones are causes of earlier ones.',
    fix: 'Read the vendor’s text below and the target’s own log.',
    field: null,
    proof: 'look',
  },
  FEATURE_IN_USE: {
    sentence:
      'The target says the feature is in use and cannot be changed now.',
    cause:
      'A host, a virtual machine or another setting relies on the feature.',
    check: 'Find what uses it on the target.',
    fix: 'Release it on the target, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  INTERNAL_SERVER_ERROR: {
    sentence: 'The target failed internally.',
    cause: 'A service of the target failed while it worked on the request.',
    check:
      'Look at the health of the target’s services and at its log at that minute.',
    fix: 'Read the target’s own log; submit again when it is well.',
    field: null,
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'The target refused a value of this change.',
    cause: 'A value is empty, malformed, or names something that is not there.',
    check: 'Read the first message: it usually names the argument.',
    fix: 'Correct the field named below and submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_ELEMENT_CONFIGURATION: {
    sentence: 'The target refused the configuration of an element.',
    cause:
      'An object that the request refers to is set up in a way that does not allow this.',
    check: 'Look at the settings of the object that the message names.',
    fix: 'Read the vendor’s text below and correct the input.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_ELEMENT_TYPE: {
    sentence: 'The target did not expect an element of this type.',
    cause: 'An id belongs to another kind of object than the one expected.',
    check:
      'Compare the id with the list it was picked from; a cluster and a host have similar ids.',
    fix: 'Read the vendor’s text below and correct the input.',
    field: null,
    proof: 'nothing_happened',
  },
  INVALID_REQUEST: {
    sentence: 'The target could not read the request.',
    cause: 'The request is not built the way this version expects it.',
    check:
      'Compare the target’s version with the versions that have the operation.',
    fix: 'Check that the target’s version has this operation.',
    field: null,
    proof: 'nothing_happened',
  },
  NOT_ALLOWED_IN_CURRENT_STATE: {
    sentence: 'The target does not allow this in its present state.',
    cause:
      'The object is off, disconnected, in maintenance, or in the middle of something.',
    check: 'Look at the state of the cluster, the host or the service.',
    fix: 'Bring the target into the needed state, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence: 'The target does not have the object this change names.',
    cause: 'The object was removed, renamed, or is on another system.',
    check: 'Look the id up on the target.',
    fix: 'Refresh the list and pick again.',
    field: null,
    proof: 'nothing_happened',
  },
  OPERATION_NOT_FOUND: {
    sentence: 'The target does not have this operation.',
    cause:
      'The target’s version is older or newer than the operation. Trust Authority ends with vCenter 8.x, token registration starts with 9.1.',
    check: 'Read the version on the connection’s page.',
    fix: 'Test the connection again to read its version and capabilities.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  RESOURCE_BUSY: {
    sentence: 'The target is busy with the same object.',
    cause: 'Another task works on it, or it is being set up or taken down.',
    check: 'Look at the target’s recent tasks on the same object.',
    fix: 'Wait for the work that is under way, then submit again.',
    field: null,
    proof: 'look',
  },
  RESOURCE_IN_USE: {
    sentence: 'The object is in use on the target.',
    cause: 'Something else relies on the object, so the target keeps it.',
    check: 'Find what uses it: clusters, hosts or virtual machines.',
    fix: 'Release it on the target, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  RESOURCE_INACCESSIBLE: {
    sentence: 'The target cannot reach something it needs for this.',
    cause:
      'A host, a data store or a service behind the target does not answer it.',
    check:
      'Look at the state of the hosts, and whether the target reaches them.',
    fix: 'Check the hosts and services behind the target, then submit again.',
    field: null,
    proof: 'look',
  },
  SERVICE_UNAVAILABLE: {
    sentence: 'The target’s service is not available now.',
    cause:
      'The service is starting, stopping or overloaded. vCenter answers so too when an account holds too many sessions.',
    check:
      'Look at the target’s service health, and at the number of open sessions of Keyward’s account.',
    fix: 'Try again when the service is up.',
    field: 'connection',
    proof: 'look',
  },
  TIMED_OUT: {
    sentence: 'The target gave up after its own time limit.',
    cause:
      'The work took longer than the target allows; it may still have been done.',
    check: 'Look at the target’s recent tasks and at its load.',
    fix: 'Read what the target has now before you submit again.',
    field: null,
    proof: 'look',
  },
  UNABLE_TO_ALLOCATE_RESOURCE: {
    sentence: 'The target could not get a resource or licence it needs.',
    cause:
      'A licence, memory or another limited thing ran out, or a list was longer than the target answers.',
    check: 'Read the first message: it names what was missing.',
    fix: 'Free or assign it, then submit again.',
    field: null,
    proof: 'look',
  },
  UNAUTHENTICATED: {
    sentence: 'The target did not accept Keyward’s account.',
    cause:
      'The password changed, the account is locked or expired, or the session was ended.',
    check:
      'Sign in to the target with the same account by hand, and read the challenge below.',
    fix: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks a privilege on the target.',
    cause:
      'The account is known, but no role of it has the privilege on this object.',
    check:
      'Compare the account’s roles with the privileges that the form names.',
    fix: 'Grant the privilege named on the form, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNEXPECTED_INPUT: {
    sentence: 'The target did not expect a part of the request.',
    cause: 'The request has a part that this version does not know.',
    check:
      'Compare the target’s version with the versions that have the operation.',
    fix: 'Check that the target’s version has this operation.',
    field: null,
    proof: 'nothing_happened',
  },
  UNSUPPORTED: {
    sentence: 'The target does not support this.',
    cause: 'The version, the licence or the kind of object does not have this.',
    check: 'Look at the version, the licence and the kind of the object.',
    fix: 'Check the target’s version and licence.',
    field: null,
    proof: 'nothing_happened',
  },
  UNVERIFIED_PEER: {
    sentence: 'The target could not verify the system it was to talk to.',
    cause:
      'The peer’s certificate is not trusted, has expired, or is for another name.',
    check:
      'Look at the certificate that the peer shows, and at what the target trusts.',
    fix: 'Check the certificates between the target and its peer.',
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
