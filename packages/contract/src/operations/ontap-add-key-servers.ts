import { z } from 'zod';

import { normaliseKeyServer, parseKeyServer } from '../key-server.ts';
import { accountName, vendorId } from '../primitives.ts';
import {
  announcedSecret,
  secretPlaceholder,
  secretText,
} from '../secret-slot.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { TargetOperationContract } from './operation.ts';

/** The vendor's limit of primary key servers, existing ones included. */
export const MAX_PRIMARY_KEY_SERVERS = 4;

const server = z
  .string()
  .min(1, 'Fill in a server.')
  .max(262, 'At most 262 characters.')
  .refine((text) => text.trim() === text && parseKeyServer(text) !== null, {
    message:
      'A host name or address, with an optional port from 1 to 65535: kms1.example.com:5696 or [2001:db8::1]:5696.',
  });

function entry<S extends z.ZodType>(password: S) {
  return z.strictObject({
    server,
    timeoutSeconds: z
      .number()
      .int('Whole seconds.')
      .min(-1, 'From −1 to 60 seconds.')
      .max(60, 'From −1 to 60 seconds.')
      .optional(),
    username: accountName.optional(),
    password: password.optional(),
  });
}

function refuseDuplicates(
  input: { servers: { server: string; timeoutSeconds?: number | undefined }[] },
  context: z.RefinementCtx,
): void {
  const seen = new Map<string, number>();
  input.servers.forEach((each, index) => {
    const key = normaliseKeyServer(each.server);
    const first = seen.get(key);
    if (first !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['servers', index, 'server'],
        message: `The same server as number ${String(first + 1)}.`,
        params: { code: 'duplicate_server' },
      });
    } else seen.set(key, index);
    if (
      input.servers.length > 1 &&
      each.timeoutSeconds !== undefined &&
      each.timeoutSeconds < 1
    ) {
      context.addIssue({
        code: 'custom',
        path: ['servers', index, 'timeoutSeconds'],
        message: 'With several servers ONTAP takes 1 to 60 seconds.',
        params: { code: 'timeout_out_of_range' },
      });
    }
  });
}

function shape<S extends z.ZodType>(password: S) {
  return z
    .strictObject({
      keyManager: vendorId,
      servers: z
        .array(entry(password))
        .min(1, 'Add at least one server.')
        .max(
          MAX_PRIMARY_KEY_SERVERS,
          'ONTAP takes at most 4 primary key servers in all.',
        ),
    })
    .superRefine(refuseDuplicates);
}

/** Vendor source: ONTAP REST API 9.x, security key-managers key-servers, POST; synchronous 201. */
export const ontapAddKeyServers = {
  ...OPERATION_FACTS['ontap.add-key-servers'],
  target: 'connection',
  system: 'ontap',
  capability: 'key-managers',
  unavailable: {
    reason: 'This system did not answer the key manager interface.',
    alternative:
      'Check the account’s role and the ONTAP version, then test the connection again.',
  },
  execution: 'approved',
  privileges: ['security key-manager external add-servers'],
  defaultPolicy: ONE_REVIEWER,
  caution: null,
  objectMembers: ['keyManager'],
  undo: 'Remove the servers from the key manager in ONTAP, once no key is held on them alone. Keyward has no operation for that.',
  secretPointers: ['/servers/*/password'],
  input: shape(secretText(1024)),
  preview: shape(announcedSecret),
  frozen: shape(secretPlaceholder),
} as const satisfies TargetOperationContract;
