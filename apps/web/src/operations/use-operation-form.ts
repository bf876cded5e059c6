import {
  operationContract,
  type Json,
  type OperationId,
  type SecretDelivery,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { useEffect, useEffectEvent, useMemo } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldValues,
  type UseFormReturn,
} from 'react-hook-form';

import { contractResolver } from '../form/contract-resolver.ts';
import { serverErrors, type FieldOf } from '../form/field-path.ts';
import type { ListedError } from '../form/list-errors.ts';
import { announceSecrets } from './announce-secrets.ts';
import {
  holdsSecret,
  keptValues,
  restoredValues,
  secretPaths,
} from './kept-values.ts';
import type { DraftFormProps, FormStart } from './operation-view.ts';

/** How one operation's form values relate to its contract input. */
export interface OperationFormShape<V extends FieldValues> {
  operation: OperationId;
  /** Values of an empty form, of one that the address fills in part, or of a copied change. */
  initial: (
    copied: Json | null,
    start: FormStart,
    copiedDelivery: SecretDelivery | undefined,
  ) => DefaultValues<V>;
  /** Without the secrets that come late. */
  toInput: (values: V) => Json;
  /** How its secrets get to the target, where the form offers a choice; sealed where it does not. */
  deliveryOf?: (values: V) => SecretDelivery;
  fieldOf: FieldOf;
  nameOf: (path: string) => string;
  /** What the page can tell to be wrong before the server is asked, on a field that the contract accepts. */
  alsoWrong?: (values: V) => readonly ListedError[];
}

/** Pointer under which `POST /api/changes` and its preview carry the operation's input. */
const INPUT_ROOT = '/input';

export interface OperationForm<V extends FieldValues> {
  form: UseFormReturn<V>;
  /** Everything that FormShell needs and that is the same for every operation. */
  shell: {
    form: UseFormReturn<V>;
    label: string;
    pending: boolean;
    error: DraftFormProps['problem'];
    root: string;
    fieldOf: FieldOf;
    nameOf: (path: string) => string;
    submitLabel: string;
    pendingLabel: string;
    onSubmit: (values: V) => void;
    /** A draft is kept of it, and whoever keeps it says what would be lost. */
    guardsUnsaved: boolean;
    remarks: readonly { path: string | null; by: string; text: string }[];
  };
}

/** One operation's form: validated by the contract, prefilled from a copy, with the server's complaints on their fields. */
export function useOperationForm<V extends FieldValues>(
  shape: OperationFormShape<V>,
  props: DraftFormProps & { start?: FormStart },
): OperationForm<V> {
  const { operation, toInput, fieldOf, nameOf } = shape;
  const { problem, onPrepared } = props;
  const contract = operationContract(operation);
  const errors = useMemo(
    () => serverErrors<V>(problem?.fieldErrors, INPUT_ROOT, fieldOf),
    [problem, fieldOf],
  );
  const secrets = secretPaths(contract.secretPointers, fieldOf);
  const form = useForm<V>({
    resolver: contractResolver(
      // An input whose secrets come late is complete without them, as a preview is.
      (values) =>
        shape.deliveryOf?.(values) === 'late'
          ? contract.preview
          : contract.input,
      toInput,
      fieldOf,
      shape.alsoWrong,
    ),
    defaultValues: restoredValues(
      shape.initial(props.copied, props.start ?? {}, props.copiedDelivery),
      props.kept ?? undefined,
    ),
    errors,
  });
  const report = useEffectEvent((values: V) => {
    props.onFilled?.({
      values: keptValues(values, secrets),
      ...(shape.deliveryOf === undefined
        ? {}
        : { secretDelivery: shape.deliveryOf(values) }),
      holdsSecret: holdsSecret(values, secrets),
    });
  });
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          report(values);
        },
      }),
    [form],
  );
  const onSubmit = (values: V): void => {
    const input = toInput(values);
    onPrepared({
      input,
      preview: announceSecrets(input, contract.secretPointers),
      ...(shape.deliveryOf === undefined
        ? {}
        : { secretDelivery: shape.deliveryOf(values) }),
    });
  };
  return {
    form,
    shell: {
      form,
      label: contract.title,
      pending: props.pending,
      error: problem,
      root: INPUT_ROOT,
      fieldOf,
      nameOf,
      submitLabel: say('operations.preview-the-change'),
      pendingLabel:
        contract.target === 'console'
          ? say('operations.working-out-what-changes')
          : say('operations.reading-the-target'),
      onSubmit,
      guardsUnsaved: props.onFilled === undefined,
      remarks: (props.remarks ?? []).map(({ pointer, by, text }) => ({
        path: fieldOf(pointer),
        by,
        text,
      })),
    },
  };
}
