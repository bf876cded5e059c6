import {
  OPERATIONS,
  type CertificateProbe,
  type Connection,
} from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { FormSelect, FormSelectOption, Skeleton } from '@patternfly/react-core';
import { Alert, ProblemNotice, VisibleText } from '@keyward/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { problemOf } from '../../api/api-problem.ts';
import {
  connectionsQuery,
  isFullConnection,
  probeConnection,
} from '../../api/connections.ts';
import { FieldFrame } from '../../form/field-frame.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import { NumberField } from '../../form/number-field.tsx';
import { TextField } from '../../form/text-field.tsx';
import {
  isOtherThumbprint,
  TrustFields,
} from '../../target-trust/trust-fields.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { textIn } from '../kept-values.ts';
import type { ConsoleFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { ProbeAddress, probeOf, type ProbeBody } from './probe-address.tsx';
import {
  connectionShape,
  connectionValues,
  copiedValues,
  probeBody,
  type ConnectionValues,
} from './values.ts';

/** Which connection, then where it leads and whom it trusts there. */
export function ConnectionForm(props: ConsoleFormProps): ReactNode {
  const query = useQuery(connectionsQuery);
  const copied = copiedValues(props.copied);
  const begun = textIn(props.kept, 'connection');
  const [chosen, setChosen] = useState(
    begun ?? copied?.connection ?? props.start.connection ?? '',
  );
  if (query.error !== null) {
    return <ProblemNotice problem={noticedProblem(problemOf(query.error))} />;
  }
  if (query.data === undefined) {
    return (
      <Skeleton
        height="12rem"
        screenreaderText={say(
          'console-update-connection.reading-the-connections',
        )}
      />
    );
  }
  const connections = query.data.items.filter(isFullConnection);
  const connection = connections.find((each) => each.id === chosen);
  return (
    <div className="kw-stack pf-v6-c-form">
      <FieldFrame
        id="which-connection"
        label={say('console-update-connection.connection')}
        isRequired
      >
        <FormSelect
          id="which-connection"
          value={connection?.id ?? ''}
          onChange={(_event, id) => {
            setChosen(id);
          }}
        >
          <FormSelectOption
            value=""
            label={say('console-update-connection.choose')}
            isDisabled
          />
          {connections.map((each) => (
            <FormSelectOption
              key={each.id}
              value={each.id}
              label={`${each.name} (${each.host}:${String(each.port)})`}
            />
          ))}
        </FormSelect>
      </FieldFrame>
      {connection !== undefined && (
        <AddressAndTrust
          {...props}
          kept={begun === connection.id ? (props.kept ?? null) : null}
          key={connection.id}
          connection={connection}
          initial={
            copied?.connection === connection.id
              ? copied
              : connectionValues(connection)
          }
        />
      )}
    </div>
  );
}

function AddressAndTrust({
  connection,
  initial,
  ...props
}: ConsoleFormProps & {
  connection: Connection;
  initial: ConnectionValues;
}): ReactNode {
  const { form, shell } = useOperationForm<ConnectionValues>(
    connectionShape(connection, initial),
    props,
  );
  const probing = useMutation<CertificateProbe, Error, ProbeBody>({
    mutationFn: (body) => probeConnection(body),
  });
  const [host, port, mode, typed] = useWatch({
    control: form.control,
    name: ['host', 'port', 'mode', 'sha256'],
  });
  const probe = probeOf(probing, probeBody({ host, port }, connection.kind));
  const differs =
    mode === 'pin' && probe !== null && isOtherThumbprint(typed, probe.sha256);
  return (
    <FormShell
      {...shell}
      disabledReason={
        differs
          ? say('console-update-connection.not-while-the-target-shows-another')
          : undefined
      }
    >
      {connection.quarantinedAt !== null && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={
            <>
              <Say
                id="console-update-connection.nothing-is-sent-to-until-its-certificate"
                values={{
                  connectionName: <VisibleText text={connection.name} />,
                }}
              />
            </>
          }
        >
          {say('console-update-connection.find-out-first-why-it-changed-then')}
        </Alert>
      )}
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="host"
          label={say('console-update-connection.host')}
          isRequired
          isMonospace
        />
        <NumberField
          control={form.control}
          name="port"
          label={say('console-update-connection.port')}
          isRequired
        />
      </div>
      <ProbeAddress
        probing={probing}
        kind={connection.kind}
        address={{ host, port }}
      />
      <TrustFields
        control={form.control}
        names={{ mode: 'mode', sha256: 'sha256', pem: 'pem' }}
        kind={connection.kind}
        shown={probe?.sha256 ?? null}
      />
      <p className="kw-fine-print">
        {OPERATIONS['console.update-connection'].caution}
      </p>
    </FormShell>
  );
}
