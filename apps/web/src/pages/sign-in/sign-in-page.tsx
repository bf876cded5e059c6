import {
  Button,
  Form,
  FormGroup,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { sessionQuery, signIn } from '../../api/session.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { localPath } from './local-path.ts';

/** Local sign-in. Afterwards the person lands where they wanted to go. */
export function SignInPage(): ReactNode {
  const { next } = useSearch({ from: '/sign-in' });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      void navigate({ href: localPath(next) });
    },
    onError: () => {
      setPassword('');
    },
  });
  useEffect(() => {
    document.title = 'Sign in · Keyward';
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate({ username, password });
  };
  return (
    <main className="kw-sign-in">
      <div className="kw-sign-in-box">
        <img src="/keyward.svg" alt="" width="40" height="40" />
        <Title headingLevel="h1" size="2xl">
          Sign in to Keyward
        </Title>
        <p className="kw-subtle">
          Four-eyes changes for key management on vCenter, ESX and ONTAP.
        </p>
        {attempt.error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(attempt.error))} />
        )}
        <Form onSubmit={submit} autoComplete="on">
          <FormGroup label="User name" fieldId="username">
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
          <FormGroup label="Password" fieldId="password">
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
            isLoading={attempt.isPending}
            isDisabled={attempt.isPending}
          >
            {attempt.isPending ? 'Signing in' : 'Sign in'}
          </Button>
        </Form>
      </div>
    </main>
  );
}
