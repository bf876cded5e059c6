import {
  policyDocument,
  type Connection,
  type ConnectionSummary,
  type PolicyInForce,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Skeleton, Title } from '@patternfly/react-core';
import { BeforeAfter, ProblemNotice } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWatch, type Control } from 'react-hook-form';

import { problemOf } from '../../api/api-problem.ts';
import { connectionsQuery } from '../../api/connections.ts';
import { policyQuery } from '../../api/policy.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import { PASSKEY_RULES } from '../../policy/passkey-rules.ts';
import { PRIVATE_KEY_RULES } from '../../policy/private-key-rules.ts';
import { policyDifferences } from '../../policy/policy-differences.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import type { ConsoleFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { OperationRules } from './operation-rules.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { TargetRules } from './target-rules.tsx';
import {
  copiedPolicy,
  policyInput,
  policyShape,
  policyValues,
  type PolicyValues,
} from './values.ts';

type Connections = readonly (Connection | ConnectionSummary)[];

/** The whole policy as it is, to be changed rule by rule. */
export function PolicyForm(props: ConsoleFormProps): ReactNode {
  const policy = useQuery(policyQuery);
  const connections = useQuery(connectionsQuery);
  const error = policy.error ?? connections.error;
  if (error !== null) {
    return <ProblemNotice problem={noticedProblem(problemOf(error))} />;
  }
  if (policy.data === undefined || connections.data === undefined) {
    return (
      <Skeleton
        height="12rem"
        screenreaderText={say('console-update-policy.reading-the-policy')}
      />
    );
  }
  return (
    <Editor
      {...props}
      inForce={policy.data}
      connections={connections.data.items}
    />
  );
}

function Editor({
  inForce,
  connections,
  ...props
}: ConsoleFormProps & {
  inForce: PolicyInForce;
  connections: Connections;
}): ReactNode {
  const { form, shell } = useOperationForm<PolicyValues>(
    {
      ...policyShape,
      initial: (copied) =>
        policyValues(copiedPolicy(copied) ?? inForce.document),
    },
    props,
  );
  return (
    <FormShell {...shell}>
      <RadioField
        control={form.control}
        name="passkey"
        label={say('console-update-policy.passkeys-for-deciding')}
        isRequired
        choices={Object.entries(PASSKEY_RULES).map(
          ([value, { word, sentence }]) => ({
            value,
            label: word,
            description: sentence,
          }),
        )}
      />
      <RadioField
        control={form.control}
        name="privateKeys"
        label={say('console-update-policy.private-keys')}
        isRequired
        choices={Object.entries(PRIVATE_KEY_RULES).map(
          ([value, { word, sentence }]) => ({
            value,
            label: word,
            description: sentence,
          }),
        )}
      />
      <section className="kw-rules" aria-labelledby="rules-general">
        <Title headingLevel="h3" size="md" id="rules-general">
          {say('console-update-policy.in-general')}
        </Title>
        <RuleEditor
          control={form.control}
          path="high"
          title={say('console-update-policy.every-high-risk-operation')}
          note={say('console-update-policy.without-a-rule-of-its-own')}
        />
        <RuleEditor
          control={form.control}
          path="standard"
          title={say('console-update-policy.every-other-operation')}
          note={say('console-update-policy.without-a-rule-of-its-own')}
        />
      </section>
      <section className="kw-rules" aria-labelledby="rules-operations">
        <Title headingLevel="h3" size="md" id="rules-operations">
          {say('console-update-policy.by-operation')}
        </Title>
        <OperationRules form={form} />
      </section>
      <section className="kw-rules" aria-labelledby="rules-targets">
        <Title headingLevel="h3" size="md" id="rules-targets">
          {say('console-update-policy.on-one-connection')}
        </Title>
        <TargetRules form={form} connections={connections} />
      </section>
      <WhatChanges
        control={form.control}
        inForce={inForce}
        connections={connections}
      />
    </FormShell>
  );
}

/** The difference to the policy in force, while the form is filled in. */
function WhatChanges({
  control,
  inForce,
  connections,
}: {
  control: Control<PolicyValues>;
  inForce: PolicyInForce;
  connections: Connections;
}): ReactNode {
  const values = useWatch({ control });
  // Every field has a default value, so what is watched is complete.
  const read = policyDocument.safeParse(policyInput(values as PolicyValues));
  const differences = read.success
    ? policyDifferences(
        inForce.document,
        read.data,
        (id) => connections.find((each) => each.id === id)?.name ?? id,
      )
    : [];
  return (
    <section className="kw-rules" aria-labelledby="rules-differences">
      <Title headingLevel="h3" size="md" id="rules-differences">
        {say('console-update-policy.what-this-changes')}
      </Title>
      {differences.length > 0 ? (
        <BeforeAfter
          differences={differences}
          label={say('console-update-policy.policy-in-force-and-new-policy')}
          headings={[
            say('console-update-policy.in-force'),
            say('console-update-policy.new'),
          ]}
        />
      ) : (
        <p className="kw-subtle" role="status">
          {read.success
            ? say('console-update-policy.nothing-yet-this-is-the-policy-in', {
                version: inForce.version,
              })
            : say('console-update-policy.shown-once-every-number-is-filled-in')}
        </p>
      )}
    </section>
  );
}
