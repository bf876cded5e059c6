import { role, type PersonItem } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { FormSelect, FormSelectOption, Skeleton } from '@patternfly/react-core';
import { ProblemNotice, VisibleText } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { problemOf } from '../../api/api-problem.ts';
import { peopleQuery } from '../../api/people.ts';
import { CheckField } from '../../form/check-field.tsx';
import { CheckListField } from '../../form/check-list-field.tsx';
import { FieldFrame } from '../../form/field-frame.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { ROLE_SENTENCES } from '../../wording/role-words.ts';
import { ROLE_NAMES } from '../../wording/states.ts';
import { textIn } from '../kept-values.ts';
import type { ConsoleFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { consequences } from './consequences.ts';
import {
  copiedValues,
  rolesShape,
  startValues,
  type RolesValues,
} from './values.ts';

/** Whose roles, then which, and whether the person may sign in at all. */
export function RolesForm(props: ConsoleFormProps): ReactNode {
  const query = useQuery(peopleQuery);
  const copied = copiedValues(props.copied);
  const begun = textIn(props.kept, 'person');
  const [chosen, setChosen] = useState(
    begun ?? copied?.person ?? props.start.person ?? '',
  );
  if (query.error !== null) {
    return <ProblemNotice problem={noticedProblem(problemOf(query.error))} />;
  }
  if (query.data === undefined) {
    return (
      <Skeleton
        height="12rem"
        screenreaderText={say('console-update-roles.reading-the-people')}
      />
    );
  }
  const person = query.data.items.find((each) => each.id === chosen);
  return (
    <div className="kw-stack pf-v6-c-form">
      <FieldFrame
        id="which-person"
        label={say('console-update-roles.person')}
        isRequired
      >
        <FormSelect
          id="which-person"
          value={person?.id ?? ''}
          onChange={(_event, id) => {
            setChosen(id);
          }}
        >
          <FormSelectOption
            value=""
            label={say('console-update-roles.choose')}
            isDisabled
          />
          {query.data.items.map((each) => (
            <FormSelectOption
              key={each.id}
              value={each.id}
              label={`${each.displayName} (${each.username})`}
            />
          ))}
        </FormSelect>
      </FieldFrame>
      {person !== undefined && (
        <RolesOf
          {...props}
          kept={begun === person.id ? (props.kept ?? null) : null}
          key={person.id}
          person={person}
          initial={
            copied?.person === person.id
              ? copied
              : startValues(
                  person,
                  props.start.person === person.id ? props.start : {},
                )
          }
        />
      )}
    </div>
  );
}

function RolesOf({
  person,
  initial,
  ...props
}: ConsoleFormProps & {
  person: PersonItem;
  initial: RolesValues;
}): ReactNode {
  const { form, shell } = useOperationForm<RolesValues>(
    rolesShape(person, initial),
    props,
  );
  const [roles, active, resetSignIn] = useWatch({
    control: form.control,
    name: ['roles', 'active', 'resetSignIn'],
  });
  const given = person.roles
    .filter((held) => held.source === 'idp')
    .map((held) => held.role);
  const held = person.roles.map((each) => each.role);
  return (
    <FormShell {...shell}>
      <CheckListField
        control={form.control}
        name="roles"
        label={say('console-update-roles.roles')}
        help={
          given.length === 0
            ? say('console-update-roles.without-a-role-a-person-sees-nothing')
            : say(
                'console-update-roles.from-the-identity-provider-and-not-changed',
                { given: sayList(given.map((each) => ROLE_NAMES[each])) },
              )
        }
        choices={role.options.map((each) => ({
          value: each,
          label: ROLE_NAMES[each],
          description: ROLE_SENTENCES[each],
        }))}
      />
      <FieldFrame
        id="sign-in-of-person"
        label={say('console-update-roles.signing-in')}
        role="group"
      >
        <CheckField
          control={form.control}
          name="active"
          label={say('console-update-roles.may-sign-in')}
          help={
            person.active
              ? say('console-update-roles.to-take-access-away-at-once-disable')
              : say(
                  'console-update-roles.access-was-taken-away-ticking-this-gives',
                )
          }
        />
        <CheckField
          control={form.control}
          name="resetSignIn"
          label={say('console-update-roles.reset-the-sign-in')}
          help={say(
            'console-update-roles.for-lost-passkeys-and-forgotten-passwords',
          )}
        />
      </FieldFrame>
      <div className="kw-aside">
        <p className="kw-check-title">
          {say('console-update-roles.what-follows')}
        </p>
        <ul className="kw-list">
          {consequences(
            person.displayName,
            { roles: held, active: person.active },
            { roles: [...roles, ...given], active, resetSignIn },
          ).map((sentence) => (
            <li key={sentence}>
              <VisibleText text={sentence} />
            </li>
          ))}
        </ul>
      </div>
    </FormShell>
  );
}
