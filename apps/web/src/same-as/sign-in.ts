import type { SameAsSource } from './same-as.ts';
import { secretPlace } from './secret-names.ts';

/** How a request proves who sends it; every name is one of an environment variable. */
export type SignIn =
  | { kind: 'session'; session: string }
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; user: string; password: string };

/** As the console itself signs in; a token is registered with the overflow token alone, never with a session. */
export function signInOf({
  operation,
  target: { kind },
  esxAuth,
}: Pick<SameAsSource, 'operation' | 'target' | 'esxAuth'>): SignIn {
  if (operation === 'vcenter.register-expanded-token') {
    return { kind: 'bearer', token: secretPlace('/overflowToken').name };
  }
  const system = kind.toUpperCase();
  return kind === 'ontap' || (kind === 'esx' && esxAuth === 'basic')
    ? { kind: 'basic', user: `${system}_USER`, password: `${system}_PASSWORD` }
    : { kind: 'session', session: `${system}_SESSION` };
}
