import type { Claim } from './claim.ts';

interface OfProvider {
  trustAuthorityCluster: string;
  provider: string;
}

/** A provider has one CSR. Whoever makes a new one needs it alone; whoever answers it needs it to stay. */
export function makesCsr(input: OfProvider): Claim {
  return {
    object: csrOf(input),
    mode: 'exclusive',
    doing: `makes a new CSR for key provider ${input.provider}`,
    because:
      'Each new CSR overwrites the last one, so a signed answer that is on its way would become useless.',
    field: '/provider',
  };
}

export function answersCsr(input: OfProvider): Claim {
  return {
    object: csrOf(input),
    mode: 'shared',
    doing: `answers the CSR of key provider ${input.provider}`,
    field: '/provider',
  };
}

function csrOf({ trustAuthorityCluster, provider }: OfProvider): string {
  return JSON.stringify(['csr', trustAuthorityCluster, provider]);
}
