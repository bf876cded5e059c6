import type { Plan, Trust } from '@keyward/contract';

import type { Guard, Input } from './guard.ts';

export function plan(input: Input, observed: Guard): Plan {
  const { host, port, trust } = input;
  const differences = [
    {
      label: 'Address',
      before: address(observed),
      after: address(input),
    },
    {
      label: 'Trusted certificate',
      before: trustInWords(observed.trust),
      after: trustInWords(trust),
    },
    ...(observed.quarantined
      ? [
          {
            label: 'Quarantine',
            before: 'Nothing is sent to the target',
            after: 'Ends',
          },
        ]
      : []),
  ].filter(({ before, after }) => before !== after);
  return {
    before: observed,
    after: { ...observed, host, port, trust, quarantined: false },
    sentences: [
      `${observed.name} will lead to ${address(input)}.`,
      `The account ${observed.account} is sent there from then on.`,
      'Changes on this connection that wait become stale.',
    ],
    differences,
    request: {
      method: 'PUT',
      path: `/connections/${input.connection}/address`,
      body: { host, port, trust },
    },
  };
}

function address({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

function trustInWords(trust: Trust | Input['trust']): string {
  return trust.mode === 'pin'
    ? `SHA-256 ${trust.sha256}`
    : `Certificates of this authority:\n${trust.pem.trim()}`;
}
