import type { CertificateProbe } from '@keyward/contract';
import type { ReactNode } from 'react';

import type { AnyProblem } from '../../api/api-problem.ts';
import { ProbeFacts } from '../../target-trust/probe-facts.tsx';
import type { Address } from './address-form.tsx';
import type { Trusting } from './trust-body.ts';
import { TrustForm } from './trust-form.tsx';

/** Who answers at an address, and whether to trust it. */
export function TrustStep({
  found,
  problem,
  onSubmit,
}: {
  found: { address: Address; probe: CertificateProbe };
  problem: AnyProblem | null;
  onSubmit: (trusting: Trusting) => void;
}): ReactNode {
  return (
    <>
      <ProbeFacts probe={found.probe} />
      <TrustForm
        key={found.probe.sha256}
        kind={found.address.kind}
        probe={found.probe}
        problem={problem}
        onSubmit={onSubmit}
      />
    </>
  );
}
