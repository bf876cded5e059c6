import { say } from '@keyward/messages';

import { ApiProblem } from '../api/api-problem.ts';

const NOT_FINISHED = say('step-up.the-passkey-was-not-used-the-browsers');

/** The errors that browsers report by name (WebAuthn Level 3), in words. */
const WORDS: Readonly<Record<string, readonly [detail: string, next: string]>> =
  {
    NotAllowedError: [
      NOT_FINISHED,
      say('step-up.try-again-when-you-are-ready'),
    ],
    AbortError: [NOT_FINISHED, say('step-up.try-again-when-you-are-ready')],
    InvalidStateError: [
      say('step-up.the-passkey-on-this-device-is-registered'),
      say('step-up.use-another-device-or-security-key-or'),
    ],
    SecurityError: [
      say('step-up.passkeys-work-only-at-this-consoles-own'),
      say('step-up.open-the-console-by-its-public-address'),
    ],
    NotSupportedError: [
      say('step-up.this-device-cannot-make-a-passkey-of'),
      say('step-up.use-another-device-or-security-key'),
    ],
    ConstraintError: [
      say('step-up.this-device-cannot-check-who-uses-the'),
      say('step-up.set-up-a-screen-lock-or-a'),
    ],
  };

/** Why no passkey was used, from whatever the browser threw. */
export function passkeyProblem(error: unknown): ApiProblem {
  const [detail, nextStep] = (error instanceof Error
    ? WORDS[error.name]
    : undefined) ?? [
    say('step-up.this-browser-could-not-use-a-passkey'),
    say('step-up.try-again-or-use-another-browser-or'),
  ];
  return new ApiProblem({
    code: 'passkey_unused',
    title: say('step-up.no-passkey-was-used'),
    status: 0,
    detail,
    nextStep,
    requestId: '',
  });
}
