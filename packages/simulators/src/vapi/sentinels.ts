import { VAPI_ERROR_TYPES } from '@keyward/vcenter-client/wire';

import type { SimulatorAnswer } from '../host/index.ts';
import {
  message,
  refuse,
  STATUS_OF_ERROR,
  unauthenticated,
} from './vapi-error.ts';

/** Answers that are no plain vAPI error: what servers and gateways really send at times. */
const SPECIAL: Record<string, () => SimulatorAnswer> = {
  'no-error-type': () => ({
    status: 500,
    body: { messages: [message('sim.untyped', 'An untyped failure.')] },
  }),
  'unknown-error-type': () => ({
    status: 500,
    body: {
      error_type: 'SOLAR_FLARE',
      messages: [message('sim.unknown', 'A failure of an unknown type.')],
    },
  }),
  'other-status': () => ({
    status: 418,
    body: {
      error_type: 'ERROR',
      messages: [message('sim.other', 'A status no document lists.')],
    },
  }),
  empty: () => ({ status: 500 }),
  html: () => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html><body>Bad gateway</body></html>',
  }),
  nested: () =>
    refuse('ERROR', {
      id: 'sim.nested',
      text: 'The host agent failed.',
      causes: [
        {
          ...message('sim.nested.cause', 'Host esx-11 did not answer.', [
            'esx-11',
          ]),
          params: {
            host: { s: 'esx-11' },
            reason: {
              l: { id: 'sim.timeout', params: { seconds: { i: 30 } } },
            },
          },
        },
        message('sim.nested.root', 'Connection timed out.'),
      ],
    }),
  transient: () =>
    refuse('SERVICE_UNAVAILABLE', {
      id: 'sim.transient',
      text: 'The service is starting.',
      data: { is_transient: true },
    }),
};

const ALIAS: Record<string, string> = {
  '500': 'error',
  '401': 'unauthenticated',
  '403': 'unauthorized',
  '404': 'not-found',
  '503': 'service-unavailable',
  unlicensed: 'unable-to-allocate-resource',
};

/** The word after `fail-` in a sentinel name, or null when the name is none. */
export function sentinelWord(name: string): string | null {
  const at = /(?:^|-)fail-([a-z0-9-]+)$/.exec(name);
  return at?.[1] ?? null;
}

/** The immediate refusal that a sentinel word asks for, if it asks for one. */
export function sentinelRefusal(word: string): SimulatorAnswer | undefined {
  const name = ALIAS[word] ?? word;
  const special = SPECIAL[name];
  if (special) return special();
  if (name === 'unauthenticated') return unauthenticated();
  const type = VAPI_ERROR_TYPES.find(
    (candidate) => candidate.toLowerCase().replaceAll('_', '-') === name,
  );
  if (!type) return undefined;
  return refuse(type, {
    id: `sim.${name}`,
    text:
      SENTENCES[name] ??
      `The request failed with ${type} (${String(STATUS_OF_ERROR[type])}).`,
  });
}

const SENTENCES: Record<string, string> = {
  'already-exists': 'An object of this name exists already.',
  'invalid-argument': 'The specification is not valid.',
  unauthorized: 'The account lacks a privilege for this operation.',
  error: 'An unspecified error occurred.',
  'unable-to-allocate-resource':
    'Not all hosts of the cluster have a license with vSphere Trust Authority enabled.',
};

/** Words that act on the task instead of refusing the call. */
const TASK_SENTINELS = [
  'midway',
  'midway-no-error',
  'partial',
  'blocked',
  'slow',
  'forgotten',
  'drop',
  'lie',
] as const;

/** Every word a sentinel name can end with, after `fail-`. */
export const SENTINEL_WORDS: readonly string[] = [
  ...VAPI_ERROR_TYPES.map((type) => type.toLowerCase().replaceAll('_', '-')),
  ...Object.keys(SPECIAL),
  ...Object.keys(ALIAS),
  ...TASK_SENTINELS,
];
