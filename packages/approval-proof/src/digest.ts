import type {
  ChangeDetail,
  FrozenRequest,
  FrozenTarget,
  Json,
  OperationId,
  PolicySnapshot,
  SecretBindings,
} from '@keyward/contract';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** Everything that an approval covers. */
export interface DigestedChange {
  changeId: string;
  operation: OperationId;
  target: FrozenTarget;
  input: Json;
  secrets: SecretBindings;
  request: FrozenRequest;
  guard: Json;
  after: Json;
  reason: string;
  ticket: string | null;
  policy: PolicySnapshot;
  requester: string;
  nonce: string;
  /** RFC 3339 UTC with milliseconds. */
  expiresAt: string;
}

/** SHA-256 over the canonical JSON (RFC 8785) of a value, 64 lower-case hex digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalBytes(value)).digest('hex');
}

/** The canonical JSON (RFC 8785) of a value, as UTF-8. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) ?? '', 'utf8');
}

/** The digest of DESIGN §4 rule 1: the one thing that people approve and the task checks before it sends. */
export function changeDigest(change: DigestedChange): string {
  return digestOf({ v: 1, ...change });
}

const WORD_BITS = 11;
const WORDS = 4;

/**
 * The digest of a change as it was exported, from the members that it is made of. What else an export shows (title,
 * sentences, checks, names, history) is not covered.
 */
export function digestOfExport(change: ChangeDetail): string {
  return changeDigest({
    changeId: change.id,
    operation: change.operation,
    target: change.frozenTarget,
    input: change.input,
    secrets: change.secrets,
    request: change.plan.request,
    guard: change.guard,
    after: change.plan.after,
    reason: change.reason,
    ticket: change.ticket,
    policy: change.policy,
    requester: change.requester.id,
    nonce: change.nonce,
    expiresAt: change.expiresAt,
  });
}

/** Four words from the first 44 bits of a digest, so that two people can compare it aloud. */
export function phraseOf(digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, WORD_BITS)}`); // 11 hex digits are 44 bits
  return Array.from({ length: WORDS }, (_, index) => {
    const shift = BigInt((WORDS - 1 - index) * WORD_BITS);
    return wordlist[Number((bits >> shift) & 0x7ffn)] ?? '';
  }).join(' ');
}
