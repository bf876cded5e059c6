import { beforeAll, describe, expect, it } from 'vitest';

import { callLabel, observeAll, UpstreamError } from '../src/index.ts';
import type { CallObserver, CallOutcome, UpstreamCall } from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import type { TestCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { failureOf, makeClient, pin } from './support/client.ts';
import { json, startTarget } from './support/target.ts';

let certificate: TestCertificate;

beforeAll(async () => {
  certificate = await makeCertificate();
});

/** What an observer saw, in order. */
function recorder(): CallObserver & {
  seen: (UpstreamCall | CallOutcome)[];
} {
  const seen: (UpstreamCall | CallOutcome)[] = [];
  return {
    seen,
    before: (call) => void seen.push(call),
    after: (_call, outcome) => void seen.push(outcome),
  };
}

async function observed(observer: CallObserver, status = 200) {
  const target = closeAfterTest(
    await startTarget({ certificate, answer: json(status, {}) }),
  );
  const client = makeClient({
    port: target.port,
    trust: pin(certificate),
    observer,
    connectionId: 'c-1',
  });
  return { target, client };
}

describe('an observer of calls', () => {
  it('sees what is called and how it ended, without ids', async () => {
    const observer = recorder();
    const { client } = await observed(observer, 503);
    await client.request({
      method: 'POST',
      path: '/api/cis/tasks/5f1d%3Acom.vmware',
      query: { action: 'cancel', secret: 'x' },
    });
    expect(observer.seen).toEqual([
      {
        system: 'vcenter',
        connectionId: 'c-1',
        method: 'POST',
        label: 'POST /api/cis/tasks/{}?action=cancel',
      },
      {
        status: 503,
        headers: expect.any(Object) as unknown,
        tookMs: expect.any(Number) as unknown,
      },
    ]);
  });

  it('keeps a call from being sent by throwing', async () => {
    const refusal = new UpstreamError({
      kind: 'unreachable',
      delivery: 'not_sent',
      facts: { system: 'vcenter', messages: [] },
      message: 'Not now.',
    });
    const late = recorder();
    const { client, target } = await observed(
      observeAll([
        {
          before: () => Promise.reject(refusal),
          after: () => undefined,
        },
        late,
      ]),
    );
    await expect(
      client.request({ method: 'GET', path: '/api/session' }),
    ).rejects.toBe(refusal);
    expect(target.requests).toHaveLength(0);
    expect(late.seen).toHaveLength(0);
  });

  it('is told of a call that brought no answer', async () => {
    const observer = recorder();
    const { client, target } = await observed(observer);
    await target.close();
    const failure = await failureOf(
      client.request({ method: 'GET', path: '/api/session' }),
    );
    expect(observer.seen[1]).toMatchObject({ error: failure });
  });

  it('is awaited before the answer is handed on', async () => {
    let isTold = false;
    const { client } = await observed({
      before: () => undefined,
      after: () =>
        new Promise((resolve) => {
          setImmediate(() => {
            isTold = true;
            resolve();
          });
        }),
    });
    await client.request({ method: 'GET', path: '/api/session' });
    expect(isTold).toBe(true);
  });
});

describe('the label of a call', () => {
  it.each([
    [
      'PATCH',
      '/api/vcenter/trusted-infrastructure/trust-authority-clusters/domain-c9/kms/providers/p%201/client-certificate',
      'PATCH /api/vcenter/trusted-infrastructure/trust-authority-clusters/{}/kms/providers/{}/client-certificate',
    ],
    [
      'POST',
      '/api/security/key-managers/0f-1/key-servers',
      'POST /api/security/key-managers/{}/key-servers',
    ],
  ] as const)('names %s %s by its template', (method, path, label) => {
    expect(callLabel({ method, path })).toBe(label);
  });
});
