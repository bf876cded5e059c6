import type { CertificateProbe } from '@keyward/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf, type AnyProblem } from '../../api/api-problem.ts';
import {
  connectionKeys,
  createConnection,
  probeConnection,
  testConnection,
} from '../../api/connections.ts';
import { addressBody, type Address } from './address-form.tsx';
import { credentialBody, type Credential } from './credential-body.ts';
import { trustBody, type Trusting } from './trust-body.ts';

type Step = 'address' | 'trust' | 'credential';

interface Refusal {
  step: Step;
  problem: AnyProblem;
}

/** The part of the page whose field a refusal names; the credential otherwise, for that was sent last. */
function stepOf(problem: AnyProblem): Step {
  const pointers = (problem.fieldErrors ?? []).map((error) => error.pointer);
  if (pointers.some((pointer) => /^\/(kind|host|port)$/.test(pointer))) {
    return 'address';
  }
  return pointers.some((pointer) => pointer.startsWith('/trust'))
    ? 'trust'
    : 'credential';
}

/** A connection in the making: probed, trusted, created, tested. The password lives in its form alone. */
export function useNewConnection(onReady: (id: string) => void) {
  const client = useQueryClient();
  const [step, setStep] = useState<Step>('address');
  const [found, setFound] = useState<{
    address: Address;
    probe: CertificateProbe;
  } | null>(null);
  const [trusting, setTrusting] = useState<Trusting | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const probing = useMutation({
    mutationFn: (address: Address) => probeConnection(addressBody(address)),
  });
  const creating = useMutation({
    mutationFn: createConnection,
    gcTime: 0,
  });
  const testing = useMutation({ mutationFn: testConnection });

  const goTo = (next: Step): void => {
    setRefusal(null);
    setStep(next);
  };
  const finish = (id: string): void => {
    void client.invalidateQueries({ queryKey: connectionKeys.all });
    void client.invalidateQueries({ queryKey: ['operations'] });
    onReady(id);
  };

  return {
    step,
    found,
    trusting,
    isProbing: probing.isPending,
    isCreating: creating.isPending || testing.isPending,
    problemAt: (at: Step): AnyProblem | null =>
      refusal?.step === at ? refusal.problem : null,
    goTo,
    probe: (address: Address): void => {
      setRefusal(null);
      probing.mutate(address, {
        onSuccess: (probe) => {
          setFound({ address, probe });
          setTrusting(null);
          setStep('trust');
        },
        onError: (error) => {
          setRefusal({ step: 'address', problem: problemOf(error) });
        },
      });
    },
    trust: (values: Trusting): void => {
      setTrusting(values);
      goTo('credential');
    },
    create: (credential: Credential): void => {
      if (found === null || trusting === null) return;
      setRefusal(null);
      creating.mutate(
        {
          ...addressBody(found.address),
          trust: trustBody(trusting),
          ...credentialBody(credential, found.address.kind),
        },
        {
          onSuccess: (connection) => {
            creating.reset();
            // The connection exists either way; its page shows what the test found.
            testing.mutate(connection.id, {
              onSettled: () => {
                finish(connection.id);
              },
            });
          },
          onError: (error) => {
            const problem = problemOf(error);
            setRefusal({ step: stepOf(problem), problem });
            setStep(stepOf(problem));
          },
        },
      );
    },
  };
}
