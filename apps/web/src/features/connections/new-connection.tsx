import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { Suspense, useEffect, type ReactNode } from 'react';

import { StepSection } from '../../page/step-section.tsx';
import { SYSTEM_NAMES } from '../../wording/states.ts';
import { AddressForm } from './address-form.tsx';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';
import { useNewConnection } from './use-new-connection.ts';

const TrustStep = lazyPart(() =>
  import('./trust-step.tsx').then((module) => module.TrustStep),
);
const CredentialForm = lazyPart(() =>
  import('./credential-form.tsx').then((module) => module.CredentialForm),
);

const ORDER = ['address', 'trust', 'credential'] as const;

/** Address, trust, account, in that order: no credential leaves before the target has proved who it is. */
export function NewConnection({
  onReady,
}: {
  onReady: (id: string) => void;
}): ReactNode {
  const draft = useNewConnection(onReady);
  useEffect(() => {
    // While the address is typed; nobody waits for the next step then.
    TrustStep.prepare();
    CredentialForm.prepare();
  }, []);
  const { found, trusting } = draft;
  const stateOf = (
    step: (typeof ORDER)[number],
  ): 'done' | 'current' | 'upcoming' => {
    const distance = ORDER.indexOf(step) - ORDER.indexOf(draft.step);
    return distance < 0 ? 'done' : distance === 0 ? 'current' : 'upcoming';
  };
  return (
    <>
      <StepSection
        number={1}
        title={say('connections.say-where-it-is')}
        state={stateOf('address')}
        summary={
          found === null
            ? undefined
            : `${SYSTEM_NAMES[found.address.kind]} · ${found.address.host}:${found.address.port}`
        }
        onChange={() => {
          draft.goTo('address');
        }}
        takesFocus={found !== null}
      >
        <div hidden={draft.step !== 'address'}>
          <AddressForm
            pending={draft.isProbing}
            problem={draft.problemAt('address')}
            onSubmit={draft.probe}
          />
        </div>
      </StepSection>
      <StepSection
        number={2}
        title={say('connections.check-who-answers')}
        state={stateOf('trust')}
        summary={
          trusting === null
            ? undefined
            : trusting.mode === 'pin'
              ? say('connections.exactly-this-certificate-trusted')
              : say('connections.a-certificate-authority-trusted')
        }
        onChange={() => {
          draft.goTo('trust');
        }}
        takesFocus
      >
        {found !== null && (
          <div className="kw-stack" hidden={draft.step !== 'trust'}>
            <Suspense fallback={<StepLoading />}>
              <TrustStep
                found={found}
                problem={draft.problemAt('trust')}
                onSubmit={draft.trust}
              />
            </Suspense>
          </div>
        )}
      </StepSection>
      <StepSection
        number={3}
        title={say('connections.name-it-and-sign-in')}
        state={stateOf('credential')}
        takesFocus
      >
        {found !== null && trusting !== null && (
          <div hidden={draft.step !== 'credential'}>
            <Suspense fallback={<StepLoading />}>
              <CredentialForm
                key={found.address.kind}
                kind={found.address.kind}
                suggestedName={found.address.host.split('.')[0] ?? ''}
                pending={draft.isCreating}
                problem={draft.problemAt('credential')}
                onSubmit={draft.create}
              />
            </Suspense>
          </div>
        )}
      </StepSection>
    </>
  );
}

function StepLoading(): ReactNode {
  return (
    <Skeleton
      height="12rem"
      screenreaderText={say('connections.loading-the-step')}
    />
  );
}
