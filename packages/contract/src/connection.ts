import { z } from 'zod';

import {
  accountName,
  host,
  id,
  pastedThumbprint,
  personText,
  port,
  sha256,
  timestamp,
} from './primitives.ts';
import { systemKind } from './problem.ts';
import { person } from './session.ts';

export const trustRequest = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('pin'), sha256: pastedThumbprint }),
  z.strictObject({
    mode: z.literal('ca'),
    pem: z.string().min(1, 'Paste the CA certificates.').max(65_536),
  }),
]);

/** Trust as it is shown: the CA bundle itself is public, a pin is its fingerprint. */
export const trust = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('pin'), sha256 }),
  z.object({ mode: z.literal('ca'), pem: z.string(), sha256: z.array(sha256) }),
]);
export type Trust = z.infer<typeof trust>;

/** How to sign in to an ESX host; the vendor documents none, so it is the person's choice per connection. */
export const esxAuth = z.enum(['vi-json', 'api-session', 'basic']);
export type EsxAuth = z.infer<typeof esxAuth>;

export const credentialRequest = z.strictObject({
  username: accountName,
  password: z.string().min(1, 'Fill in the password.').max(1024),
});

const name = personText(1, 80);
const description = personText(0, 500);

export const createConnectionRequest = z.strictObject({
  name,
  description: description.optional(),
  kind: systemKind,
  host,
  port,
  trust: trustRequest,
  credential: credentialRequest,
  esxAuth: esxAuth.optional(),
});

/** Named only to say where it is changed instead. */
const changedByApproval = z
  .unknown()
  .refine((value) => value === undefined, {
    message:
      'Address and trust are changed by a change that others approve: “Change a connection’s address or trust”.',
    params: { code: 'needs_approval' },
  })
  .optional();

export const updateConnectionRequest = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  credential: credentialRequest.optional(),
  host: changedByApproval,
  port: changedByApproval,
  trust: changedByApproval,
});

export const probeRequest = z.strictObject({ kind: systemKind, host, port });

/** Facts of the certificate that a target shows, read before any credential is sent. */
export const certificateProbe = z.object({
  sha256,
  subject: z.string(),
  issuer: z.string(),
  subjectAltNames: z.array(z.string()),
  notBefore: z.string(),
  notAfter: z.string(),
  serialNumber: z.string(),
  selfSigned: z.boolean(),
  keyType: z.string(),
  tlsVersion: z.string(),
  address: z.string(),
  chainLength: z.number().int(),
});
export type CertificateProbe = z.infer<typeof certificateProbe>;

/** What a probed target can do; an operation names the one it needs. */
export const capability = z.enum([
  'trusted-clusters',
  'key-provider-services',
  'trust-authority',
  'registered-tokens',
  'native-providers',
  'key-managers',
]);
export type Capability = z.infer<typeof capability>;

export const connectionHealth = z.enum([
  'unknown',
  'reachable',
  'unreachable',
  'refused',
  'quarantined',
]);
export type ConnectionHealth = z.infer<typeof connectionHealth>;

export const connection = z.object({
  id,
  name: z.string(),
  description: z.string(),
  kind: systemKind,
  host: z.string(),
  port,
  trust,
  esxAuth: esxAuth.nullable(),
  credential: z.object({
    username: z.string(),
    set: z.literal(true),
    setAt: timestamp,
    setBy: person.nullable(),
  }),
  version: z.string().nullable(),
  capabilities: z.array(capability),
  health: connectionHealth,
  healthDetail: z.string().nullable(),
  checkedAt: timestamp.nullable(),
  quarantinedAt: timestamp.nullable(),
  createdAt: timestamp,
});
export type Connection = z.infer<typeof connection>;

/** What every signed-in person may know of a connection. */
export const connectionSummary = z.object({
  id,
  name: z.string(),
  kind: systemKind,
});
export type ConnectionSummary = z.infer<typeof connectionSummary>;
