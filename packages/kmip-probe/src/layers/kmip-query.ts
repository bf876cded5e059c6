import type { TLSSocket } from 'node:tls';

import { type Finding, foreignText, passed } from '../finding.ts';
import type { ShownToServer } from '../shown-to-server.ts';
import {
  enumeration,
  type KmipVersion,
  numbersIn,
  OBJECT_NAMES,
  OPERATION,
  OPERATION_NAMES,
  QUERY_FUNCTION,
  RESULT_STATUS,
  TAG,
  textIn,
  versionText,
} from '../wire/index.ts';
import { exchange, refusedRequest } from './kmip-exchange.ts';

/** What the server is and can do. @throws LayerFailure, ClientRefused */
export async function queryServer(
  socket: TLSSocket,
  version: KmipVersion,
  shown: ShownToServer,
  signal: AbortSignal,
): Promise<Finding> {
  const answer = await exchange(
    socket,
    {
      version,
      operation: OPERATION.query,
      payload: Object.values(QUERY_FUNCTION).map((each) =>
        enumeration(TAG.queryFunction, each),
      ),
    },
    shown,
    signal,
  );
  if (answer.status !== RESULT_STATUS.success) {
    throw refusedRequest(answer, shown);
  }
  const { payload } = answer;
  const operations = numbersIn(payload, TAG.operation);
  const objects = numbersIn(payload, TAG.objectType);
  const vendor = textIn(payload, TAG.vendorIdentification);
  const keys = namesOf(operations, OPERATION_NAMES);
  const kinds = namesOf(objects, OBJECT_NAMES);
  return passed(
    [
      vendor === null || vendor === ''
        ? 'The server does not say what it is.'
        : `Calls itself “${foreignText(vendor)}”.`,
      `In KMIP ${versionText(version)} it offers ${counted(operations.length, 'operation')}${keys === '' ? '' : `, among them ${keys}`}`,
      `and ${counted(objects.length, 'kind')} of object${kinds === '' ? '' : ` (${kinds})`}.`,
    ].join(' '),
  );
}

function namesOf(
  numbers: readonly number[],
  names: ReadonlyMap<number, string>,
): string {
  return [...new Set(numbers)]
    .flatMap((each) => names.get(each) ?? [])
    .join(', ');
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
