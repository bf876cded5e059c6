import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { sessionQuery, stepUp, stepUpOptions } from '../api/session.ts';
import { signInProblem } from '../wording/sign-in-problem.ts';
import { signWithPasskey } from './ask-passkey.ts';
import { OrganisationProof } from './organisation-proof.tsx';
import { PasskeyMissing } from './passkey-missing.tsx';
import { PasswordProof } from './password-proof.tsx';
import type { ProofDialogProps } from './proof-dialog-props.ts';

type Proof = { by: 'passkey' } | { by: 'password'; password: string };

async function prove(proof: Proof) {
  if (proof.by === 'password') return stepUp({ password: proof.password });
  return stepUp({ assertion: await signWithPasskey(await stepUpOptions()) });
}

/** Asks a person once more who they are, in the ways that the console named. Going back keeps everything typed. */
export function StepUpDialog(props: ProofDialogProps): ReactNode {
  return props.problem.code === 'passkey_required' ? (
    <PasskeyMissing {...props} />
  ) : (
    <Confirmation {...props} />
  );
}

function Confirmation({ problem, place, onDone }: ProofDialogProps): ReactNode {
  const id = useId();
  const queryClient = useQueryClient();
  const methods = problem.methods ?? ['password'];
  const proving = useMutation({
    mutationFn: prove,
    // It carries a password.
    gcTime: 0,
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      onDone(true);
    },
  });
  const isPending = proving.isPending;
  return (
    <Modal
      isOpen
      variant="small"
      appendTo={place}
      {...(methods.includes('password')
        ? { elementToFocus: `#${id}-form input` }
        : methods.includes('passkey')
          ? { elementToFocus: `#${id}-passkey` }
          : {})}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={() => {
        onDone(false);
      }}
    >
      <ModalHeader
        title={say('step-up.confirm-that-it-is-you')}
        labelId={`${id}-title`}
        description={say('step-up.this-needs-a-fresh-proof-of-who')}
        descriptorId={`${id}-text`}
      />
      <ModalBody className="kw-stack">
        {proving.error !== null && (
          <ProblemNotice
            problem={signInProblem(problemOf(proving.error), 'step-up')}
          />
        )}
        {methods.includes('passkey') && (
          <p>{say('step-up.your-browser-asks-for-your-passkey-a')}</p>
        )}
        {methods.includes('password') && (
          <PasswordProof
            formId={`${id}-form`}
            isPending={isPending}
            failures={proving.failureCount}
            onSubmit={(password) => {
              proving.mutate({ by: 'password', password });
            }}
          />
        )}
        {methods.includes('oidc') && (
          <OrganisationProof
            isOnly={methods.length === 1}
            onProved={(session) => {
              queryClient.setQueryData(sessionQuery.queryKey, session);
              onDone(true);
            }}
          />
        )}
      </ModalBody>
      <ModalFooter>
        {methods.includes('passkey') && (
          <Button
            id={`${id}-passkey`}
            variant="primary"
            isLoading={isPending && proving.variables.by === 'passkey'}
            isDisabled={isPending}
            onClick={() => {
              proving.mutate({ by: 'passkey' });
            }}
          >
            {say('step-up.use-your-passkey')}
          </Button>
        )}
        {methods.includes('password') && (
          <Button
            type="submit"
            form={`${id}-form`}
            variant={methods.includes('passkey') ? 'secondary' : 'primary'}
            isLoading={isPending && proving.variables.by === 'password'}
            isDisabled={isPending}
          >
            {say('step-up.confirm')}
          </Button>
        )}
        <Button
          variant="link"
          isDisabled={isPending}
          onClick={() => {
            onDone(false);
          }}
        >
          {say('step-up.go-back')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
