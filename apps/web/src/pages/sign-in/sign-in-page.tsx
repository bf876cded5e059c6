import { Say, say } from '@keyward/messages';
import {
  Button,
  Divider,
  Form,
  FormGroup,
  TextInput,
} from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { routeUrl } from '../../api/call-route.ts';
import { signIn, signInMethodsQuery } from '../../api/session.ts';
import { EntryFrame } from '../../page/entry-frame.tsx';
import { useEntrance } from '../../page/use-entrance.ts';
import { signInProblem } from '../../wording/sign-in-problem.ts';
import { localPath } from './local-path.ts';

/** Why the person is here again. The word comes from the address bar, and only chooses a sentence. */
function endedWords(because: string): string {
  if (because === 'idle') {
    return say('sign-in.you-were-signed-out-after-a-while');
  }
  if (because === 'limit') {
    return say('sign-in.you-were-signed-out-at-the-limit');
  }
  return say('sign-in.your-session-has-ended-sign-in-to');
}

/** Local sign-in, or at the organisation. Afterwards the person lands where they wanted to go. */
export function SignInPage(): ReactNode {
  const { next, ended } = useSearch({ from: '/sign-in' });
  const { data: methods } = useQuery(signInMethodsQuery);
  const letIn = useEntrance();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: signIn,
    gcTime: 0,
    onSuccess: (session) => {
      letIn(session, localPath(next));
    },
    onError: () => {
      setPassword('');
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate({ username, password });
  };
  const organisation = methods?.oidc?.name;
  return (
    <EntryFrame
      title={say('sign-in.sign-in-to-keyward')}
      description={say('sign-in.four-eyes-changes-for-key-management-on')}
    >
      {ended !== undefined && attempt.error === null && (
        <p role="status">{endedWords(ended)}</p>
      )}
      {methods?.sealed === true && (
        <ProblemNotice
          tone="warning"
          problem={{
            sentence: say('sign-in.this-console-is-sealed-you-can-sign'),
            nextStep: say('sign-in.nothing-is-lost-whoever-runs-it-finds'),
          }}
        />
      )}
      {attempt.error !== null && (
        <ProblemNotice problem={signInProblem(problemOf(attempt.error))} />
      )}
      {organisation !== undefined && (
        <>
          <Button
            component="a"
            isBlock
            href={routeUrl('startOidc', {
              query: { purpose: 'sign-in', returnTo: localPath(next) },
            })}
          >
            <Say id="sign-in.sign-in-with" values={{ organisation }} />
          </Button>
          <div className="kw-or">
            <Divider component="div" />
            <span>{say('sign-in.or-with-an-account-of-this-console')}</span>
            <Divider component="div" />
          </div>
        </>
      )}
      <Form onSubmit={submit} autoComplete="on">
        <FormGroup label={say('sign-in.user-name')} fieldId="username">
          <TextInput
            id="username"
            name="username"
            autoComplete="username"
            value={username}
            onChange={(_event, value) => {
              setUsername(value);
            }}
            isRequired
          />
        </FormGroup>
        <FormGroup label={say('sign-in.password')} fieldId="password">
          <TextInput
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(_event, value) => {
              setPassword(value);
            }}
            isRequired
          />
        </FormGroup>
        <Button
          type="submit"
          isBlock
          variant={organisation === undefined ? 'primary' : 'secondary'}
          isLoading={attempt.isPending}
          isDisabled={attempt.isPending}
        >
          {attempt.isPending
            ? say('sign-in.signing-in')
            : say('sign-in.sign-in')}
        </Button>
      </Form>
      {methods?.firstAccount === true && (
        <p className="kw-fine-print">
          <Say
            id="sign-in.nobody-has-an-account-here-yet-make"
            values={{
              link: (children) => <a href="/first-account">{children}</a>,
            }}
          />
        </p>
      )}
    </EntryFrame>
  );
}
