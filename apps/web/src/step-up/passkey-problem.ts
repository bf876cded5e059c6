import { ApiProblem } from '../api/api-problem.ts';

const NOT_FINISHED =
  'The passkey was not used: the browser’s window was closed, or its time ran out.';

/** The errors that browsers report by name (WebAuthn Level 3), in words. */
const WORDS: Readonly<Record<string, readonly [detail: string, next: string]>> =
  {
    NotAllowedError: [NOT_FINISHED, 'Try again when you are ready.'],
    AbortError: [NOT_FINISHED, 'Try again when you are ready.'],
    InvalidStateError: [
      'The passkey on this device is registered for you already.',
      'Use another device or security key, or keep the one you have.',
    ],
    SecurityError: [
      'Passkeys work only at this console’s own address.',
      'Open the console by its public address and try again.',
    ],
    NotSupportedError: [
      'This device cannot make a passkey of the kind that is needed.',
      'Use another device or security key.',
    ],
    ConstraintError: [
      'This device cannot check who uses the passkey.',
      'Set up a screen lock or a PIN for it, or use another device.',
    ],
  };

/** Why no passkey was used, from whatever the browser threw. */
export function passkeyProblem(error: unknown): ApiProblem {
  const [detail, nextStep] = (error instanceof Error
    ? WORDS[error.name]
    : undefined) ?? [
    'This browser could not use a passkey.',
    'Try again, or use another browser or device.',
  ];
  return new ApiProblem({
    code: 'passkey_unused',
    title: 'No passkey was used',
    status: 0,
    detail,
    nextStep,
    requestId: '',
  });
}
