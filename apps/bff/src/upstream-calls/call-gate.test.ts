import { type CallOutcome, UpstreamError } from '@keyward/upstream-http';
import { beforeEach, describe, expect, it } from 'vitest';

import { CallGate } from './call-gate.ts';

const SECOND = 1_000;
const call = {
  system: 'vcenter',
  connectionId: 'c-1',
  method: 'GET',
  label: 'GET /api/session',
} as const;

let now = 0;
let gate: CallGate;

beforeEach(() => {
  now = 0;
  gate = new CallGate(() => now);
});

function failed(kind: UpstreamError['kind'] = 'timeout'): CallOutcome {
  const facts: UpstreamError['facts'] = { system: 'vcenter', messages: [] };
  const error = new UpstreamError({
    kind,
    delivery: 'maybe_sent',
    facts,
    message: 'Silence.',
  });
  return { error, tookMs: 1 };
}

function answered(status: number, retryAfter?: string): CallOutcome {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { status, headers, tookMs: 1 };
}

/** Null when the call is let through, else for how many seconds it is kept back. */
function keptBackSeconds(as: Parameters<CallGate['before']>[0] = call) {
  try {
    gate.before(as);
    return null;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    expect(error.delivery).toBe('not_sent');
    return Math.round((error.retryAfterMs ?? 0) / SECOND);
  }
}

function end(...outcomes: CallOutcome[]): void {
  for (const outcome of outcomes) gate.after(call, outcome);
}

const five = (outcome: CallOutcome): CallOutcome[] =>
  Array.from({ length: 5 }, () => outcome);

describe('the gate before a target', () => {
  it('closes for 30 s after five calls in a row without an answer', () => {
    end(...five(failed()).slice(1));
    expect(keptBackSeconds()).toBeNull();
    end(failed());
    expect(keptBackSeconds()).toBe(30);
    now += 29 * SECOND;
    expect(keptBackSeconds()).toBe(1);
  });

  it('lets one call try then, and closes again when that fails', () => {
    end(...five(failed('unreachable')));
    now += 30 * SECOND;
    expect(keptBackSeconds()).toBeNull();
    expect(keptBackSeconds()).toBe(1);
    end(failed());
    expect(keptBackSeconds()).toBe(30);
  });

  it('opens for everybody when the trial is answered', () => {
    end(...five(failed()));
    now += 30 * SECOND;
    expect(keptBackSeconds()).toBeNull();
    end(answered(200));
    expect([keptBackSeconds(), keptBackSeconds()]).toEqual([null, null]);
  });

  it('lets another call try when nobody heard the end of the trial', () => {
    end(...five(failed()));
    now += 30 * SECOND;
    expect(keptBackSeconds()).toBeNull();
    now += 65 * SECOND;
    expect(keptBackSeconds()).toBeNull();
  });

  it.each([
    ['an answer in between', answered(404)],
    ['garbage in between', failed('protocol')],
  ])('stays open with %s', (_what, between) => {
    end(...five(failed()).slice(1), between, ...five(failed()).slice(1));
    expect(keptBackSeconds()).toBeNull();
  });

  it.each([502, 503, 504])('counts %i as silence', (status) => {
    end(...five(answered(status)));
    expect(keptBackSeconds()).toBe(30);
  });

  it.each([
    [
      'calls that their caller gave up',
      { ...failed(), isCancelled: true as const },
    ],
    ['certificates, which are nobody’s silence', failed('tls')],
    ['addresses that we refuse ourselves', failed('egress')],
    ['refusals', answered(500)],
  ])('does not count %s', (_what, outcome) => {
    end(...five(outcome), ...five(outcome));
    expect(keptBackSeconds()).toBeNull();
  });

  it('keeps no other connection waiting', () => {
    end(...five(failed()));
    expect(keptBackSeconds({ ...call, connectionId: 'c-2' })).toBeNull();
  });

  it('lets somebody try at once who asks for it, and forgets with the address', () => {
    end(...five(failed()));
    gate.letTry('c-1');
    expect(keptBackSeconds()).toBeNull();
    end(failed());
    expect(keptBackSeconds()).toBe(30);
    gate.forget('c-1');
    expect(keptBackSeconds()).toBeNull();
  });

  it('lets a session end even when it is closed', () => {
    end(...five(failed()));
    expect(keptBackSeconds({ ...call, method: 'DELETE' })).toBeNull();
  });
});

describe('Retry-After at the gate', () => {
  it('keeps everything back for as long as the target asks for, and little longer', () => {
    end(answered(429, '60'));
    const seconds = keptBackSeconds() ?? 0;
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThanOrEqual(65);
    now += 66 * SECOND;
    expect(keptBackSeconds()).toBeNull();
  });

  it('is cut to five minutes, however absurd', () => {
    end(answered(503, '1000000000'));
    expect(keptBackSeconds()).toBe(300);
  });

  it('is not for a person to pass over', () => {
    end(answered(503, '60'));
    gate.letTry('c-1');
    expect(keptBackSeconds()).toBeGreaterThanOrEqual(60);
  });
});
