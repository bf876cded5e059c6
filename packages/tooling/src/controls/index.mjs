import { approvalProofControls } from './approval-proof.mjs';
import { auditCheckpointControls } from './audit-checkpoints.mjs';
import { browserControls } from './browser.mjs';
import { cachedReadControls } from './cached-reads.mjs';
import { canaryControls } from './canaries.mjs';
import { coolOffControls } from './cool-off.mjs';
import { decisionControls } from './decisions.mjs';
import { dependencyControls } from './dependencies.mjs';
import { draftControls } from './drafts.mjs';
import { egressControls } from './egress.mjs';
import { estateOfAllControls } from './estate-of-all.mjs';
import { failPointControls } from './fail-points.mjs';
import { failureControls } from './failures.mjs';
import { gettingInControls } from './getting-in.mjs';
import { handshakeControls } from './handshakes.mjs';
import { hostileAnswerControls } from './hostile-answers.mjs';
import { impostorControls } from './impostors.mjs';
import { inputControls } from './input.mjs';
import { keyControls } from './keys.mjs';
import { lateSecretControls } from './late-secrets.mjs';
import { lieControls } from './lies.mjs';
import { limitControls } from './limits.mjs';
import { listControls } from './lists.mjs';
import { liveControls } from './live.mjs';
import { lookupControls } from './lookup.mjs';
import { notificationControls } from './notifications.mjs';
import { onceControls } from './once.mjs';
import { operationControls } from './operation.mjs';
import { organisationControls } from './organisation.mjs';
import { passkeyControls } from './passkeys.mjs';
import { policyAndRoleControls } from './policy-and-roles.mjs';
import { pollingControls } from './polling.mjs';
import { providerCsrControls } from './provider-csr.mjs';
import { readingControls } from './reading.mjs';
import { recordControls } from './records.mjs';
import { replicaControls } from './replicas.mjs';
import { sameAsControls } from './same-as.mjs';
import { servedControls } from './served.mjs';
import { sessionControls } from './sessions.mjs';
import { streamControls } from './streams.mjs';
import { targetControls } from './targets.mjs';
import { workbenchControls } from './workbench.mjs';
import { wrongTargetControls } from './wrong-targets.mjs';

/** Every control that is taken out, one area after the other. */
export const CONTROLS = [
  ...decisionControls,
  ...onceControls,
  ...targetControls,
  ...wrongTargetControls,
  ...impostorControls,
  ...egressControls,
  ...hostileAnswerControls,
  ...lieControls,
  ...pollingControls,
  ...coolOffControls,
  ...policyAndRoleControls,
  ...readingControls,
  ...lookupControls,
  ...cachedReadControls,
  ...estateOfAllControls,
  ...browserControls,
  ...replicaControls,
  ...sessionControls,
  ...gettingInControls,
  ...organisationControls,
  ...passkeyControls,
  ...approvalProofControls,
  ...keyControls,
  ...canaryControls,
  ...lateSecretControls,
  ...providerCsrControls,
  ...handshakeControls,
  ...draftControls,
  ...liveControls,
  ...listControls,
  ...failPointControls,
  ...streamControls,
  ...notificationControls,
  ...auditCheckpointControls,
  ...operationControls,
  ...sameAsControls,
  ...workbenchControls,
  ...inputControls,
  ...limitControls,
  ...recordControls,
  ...dependencyControls,
  ...servedControls,
  ...failureControls,
];
