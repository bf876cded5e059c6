import {
  probeRequest,
  type CertificateProbe,
  type SystemKind,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { ProbeFacts } from '../../target-trust/probe-facts.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { probeBody } from './values.ts';

export type ProbeBody = ReturnType<typeof probeBody>;
export type Probing = UseMutationResult<CertificateProbe, Error, ProbeBody>;

interface ProbeAddressProps {
  probing: Probing;
  kind: SystemKind;
  address: { host: string; port: string };
}

/** What was asked last, when it is the address that the form holds now. */
export function probeOf(
  probing: Probing,
  body: ProbeBody,
): CertificateProbe | null {
  const asked = probing.variables;
  return asked?.host === body.host && asked.port === body.port
    ? (probing.data ?? null)
    : null;
}

/** Asks the address for its certificate and shows what it is, before anything is trusted. */
export function ProbeAddress({
  probing,
  kind,
  address,
}: ProbeAddressProps): ReactNode {
  const body = probeBody(address, kind);
  const isComplete = probeRequest.safeParse(body).success;
  const probe = probeOf(probing, body);
  return (
    <div className="kw-probe">
      <div className="kw-buttons">
        <Button
          variant="secondary"
          isLoading={probing.isPending}
          isAriaDisabled={probing.isPending || !isComplete}
          onClick={() => {
            probing.mutate(body);
          }}
        >
          {probing.isPending
            ? say('console-update-connection.reading-the-certificate')
            : say('console-update-connection.read-its-certificate')}
        </Button>
        <span className="kw-fine-print">
          {say('console-update-connection.only-a-tls-greeting-is-sent-no')}
        </span>
      </div>
      {probing.error !== null && (
        <ProblemNotice
          headingLevel="h3"
          problem={noticedProblem(problemOf(probing.error))}
        />
      )}
      {probe !== null && <ProbeFacts probe={probe} />}
    </div>
  );
}
