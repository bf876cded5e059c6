import type { ChangeDetail } from '@keyward/contract';

import { phraseOf } from './digest.ts';
import type { ApprovalFinding } from './prove-approval.ts';
import type { ExportReport } from './verify-export.ts';

/** A report as people read it in a terminal; nothing but what the digest covers is quoted from the change. */
export function describeReport(
  change: ChangeDetail,
  report: ExportReport,
): string {
  return [
    `Change     ${change.operation}, ${change.id}`,
    `Target     ${targetOf(change)}`,
    `Sends      ${change.plan.request.method} ${change.plan.request.path}`,
    `Reason     ${change.reason}`,
    `Requester  ${change.requester.id}`,
    `State      ${change.state}`,
    `Digest     ${report.digest}`,
    `Phrase     ${phraseOf(report.digest)}`,
    `Approvals  ${String(report.approvals.length)} given, ${String(report.needed)} needed`,
    '',
    ...report.approvals.flatMap(describeApproval),
    ...report.problems.map((problem) => `  ✗ ${problem}`),
    '',
    ...conclusion(report),
  ]
    .map(printable)
    .join('\n');
}

function targetOf({ frozenTarget: target }: ChangeDetail): string {
  return target.type === 'console'
    ? 'the console itself'
    : `${target.kind} ${target.host}:${String(target.port)} as ${target.account}`;
}

const STANDINGS = {
  proved: '✓ signed with a pinned key',
  not_pinned: '? signed, but nobody has pinned the key',
  not_signed: '? not signed: given without a passkey',
  forged: '✗ does not hold',
} as const satisfies Record<ApprovalFinding['standing'], string>;

function describeApproval(finding: ApprovalFinding): string[] {
  const { person, standing, faults, fingerprint, origin } = finding;
  const id =
    standing === 'not_pinned' || finding.pinnedElsewhere
      ? [`      id   ${person.id}`]
      : [];
  return [
    `  ${STANDINGS[standing]}: ${person.displayName} (${person.username}), ${finding.at}`,
    ...id,
    ...(fingerprint === null ? [] : [`      key  ${fingerprint}`]),
    ...(origin === null ? [] : [`      at   ${origin}`]),
    ...faults.map((fault) => `      ✗ ${fault}`),
  ];
}

function conclusion({ verdict, needed, approvals, pinned }: ExportReport) {
  if (verdict === 'inconsistent') {
    return ['INCONSISTENT. Do not rely on this approval.'];
  }
  if (verdict === 'proved') {
    return [
      'PROVED. Each approval was signed by a pinned key, over exactly this change.',
      'Names, title, sentences, checks and history are not part of the signed digest.',
      'Ids are. Nobody signs a submission: who asked is the console’s word, covered by the approvers’ signatures.',
    ];
  }
  if (needed === 0) {
    return [
      'CONSISTENT, nothing signed: the policy asked for no second person.',
    ];
  }
  if (approvals.some(({ standing }) => standing === 'not_signed')) {
    return ['CONSISTENT, not signed: an approval rests on a sign-in alone.'];
  }
  if (approvals.some((each) => each.pinnedElsewhere)) {
    return [
      'CONSISTENT, key not pinned for the person: a user name is signed by nobody.',
      'Pin the key under the person’s id, which the approver reads under “Your account”.',
    ];
  }
  return [
    'CONSISTENT, key not pinned: the signatures fit, but not that they are these people’s.',
    pinned
      ? 'Ask the approver for the fingerprint of their passkey, not the console, and add it to --keys.'
      : 'Ask the approvers for the fingerprints of their passkeys, not the console, and give them with --keys.',
  ];
}

/** A terminal obeys control characters; an export may hold any. */
function printable(line: string): string {
  return line.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
