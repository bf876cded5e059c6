import { timingSafeEqual } from 'node:crypto';
import type { SimulatorContext, SimulatorRequest } from '../host/simulator.ts';
import { OntapRefusal } from './refusal.ts';

/** HTTP Basic on every request; ONTAP keeps no session. @throws 401 with code 6691623. */
export function requireAccount(
  request: SimulatorRequest,
  { credentials, options }: SimulatorContext,
): void {
  const [scheme = '', encoded = ''] = (
    request.headers['authorization'] ?? ''
  ).split(' ');
  const given = Buffer.from(
    scheme.toLowerCase() === 'basic' ? encoded : '',
    'base64',
  );
  const expected = Buffer.from(
    `${credentials.username}:${credentials.password}`,
  );
  if (given.length === expected.length && timingSafeEqual(given, expected)) {
    return;
  }
  const echo = options.echoSecrets && {
    message: `The account ${given.toString('utf8')} was not accepted.`,
  };
  throw new OntapRefusal('6691623', { ...echo });
}
