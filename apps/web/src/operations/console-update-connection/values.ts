import {
  OPERATIONS,
  type Connection,
  type Json,
  type SystemKind,
} from '@keyward/contract';
import { say } from '@keyward/messages';

import { numberOf } from '../../form/number-field.tsx';
import type { ListedError } from '../../form/list-errors.ts';

export interface ConnectionValues {
  connection: string;
  host: string;
  port: string;
  mode: 'pin' | 'ca';
  sha256: string;
  pem: string;
}

/** What the connection is now. The pin of a quarantined one is left empty: the new one has to be brought. */
export function connectionValues(connection: Connection): ConnectionValues {
  const { trust } = connection;
  const keepsPin = connection.quarantinedAt === null;
  return {
    connection: connection.id,
    host: connection.host,
    port: String(connection.port),
    mode: trust.mode,
    sha256: trust.mode === 'pin' && keepsPin ? trust.sha256 : '',
    pem: trust.mode === 'ca' ? trust.pem : '',
  };
}

/** The values of a copied change on the same connection, or null. */
export function copiedValues(copied: Json | null): ConnectionValues | null {
  const read = OPERATIONS['console.update-connection'].frozen.safeParse(copied);
  if (!read.success) return null;
  const { connection, host, port, trust } = read.data;
  return {
    connection,
    host,
    port: String(port),
    mode: trust.mode,
    sha256: trust.mode === 'pin' ? trust.sha256 : '',
    pem: trust.mode === 'ca' ? trust.pem : '',
  };
}

/** Where and as what the target is asked for its certificate. */
export function probeBody(
  values: Pick<ConnectionValues, 'host' | 'port'>,
  kind: SystemKind,
) {
  return {
    kind,
    host: values.host.trim(),
    port: numberOf(values.port) ?? Number.NaN,
  };
}

const FIELDS: Readonly<Record<string, keyof ConnectionValues>> = {
  '/host': 'host',
  '/port': 'port',
  '/trust': 'mode',
  '/trust/mode': 'mode',
  '/trust/sha256': 'sha256',
  '/trust/pem': 'pem',
};

// One function for every render: the form takes another one for another set of errors.
function fieldOf(pointer: string): string | null {
  return FIELDS[pointer] ?? null;
}

const NAMES: Readonly<Record<string, string>> = {
  host: say('console-update-connection.host'),
  port: say('console-update-connection.port'),
  mode: say('console-update-connection.trust'),
  sha256: say('console-update-connection.sha-256-fingerprint'),
  pem: say('console-update-connection.ca-certificates'),
};

function toInput(values: ConnectionValues) {
  return {
    connection: values.connection,
    host: values.host.trim(),
    port: numberOf(values.port) ?? Number.NaN,
    trust:
      values.mode === 'pin'
        ? { mode: 'pin', sha256: values.sha256 }
        : { mode: 'ca', pem: values.pem },
  };
}

/** A change that changes nothing is caught before anybody is asked. */
function unchanged(
  before: Connection,
  values: ConnectionValues,
): ListedError[] {
  const read = OPERATIONS['console.update-connection'].input.safeParse(
    toInput(values),
  );
  if (!read.success) return [];
  const { host, port, trust } = read.data;
  const sameTrust =
    trust.mode === 'pin'
      ? before.trust.mode === 'pin' && before.trust.sha256 === trust.sha256
      : before.trust.mode === 'ca' &&
        before.trust.pem.trim() === trust.pem.trim();
  return sameTrust && host === before.host && port === before.port
    ? [
        {
          path: 'host',
          message: say('console-update-connection.nothing-is-different-yet'),
        },
      ]
    : [];
}

export function connectionShape(
  connection: Connection,
  initial: ConnectionValues,
) {
  return {
    operation: 'console.update-connection',
    initial: () => initial,
    toInput: (values: ConnectionValues): Json => toInput(values),
    fieldOf,
    nameOf: (path: string): string =>
      NAMES[path] ?? say('console-update-connection.connection'),
    alsoWrong: (values: ConnectionValues) => unchanged(connection, values),
  } as const;
}
