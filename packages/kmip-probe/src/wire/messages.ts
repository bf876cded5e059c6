import { decodeTtlv } from './decode-ttlv.ts';
import { encodeTtlv } from './encode-ttlv.ts';
import { RESULT_STATUS, TAG } from './names.ts';
import { type Ttlv, TtlvError } from './ttlv.ts';

export interface KmipVersion {
  major: number;
  minor: number;
}

export function versionText({ major, minor }: KmipVersion): string {
  return `${String(major)}.${String(minor)}`;
}

/** What a key server answered to one request with one operation. */
export interface KmipAnswer {
  version: KmipVersion;
  status: number;
  reason: number | null;
  /** The server's own words; a foreign text. */
  message: string | null;
  payload: readonly Ttlv[];
}

/** A request with one operation; `payload` holds the items of its payload. */
export function encodeRequest(
  version: KmipVersion,
  operation: number,
  payload: Ttlv[],
): Uint8Array {
  return encodeTtlv(
    structure(TAG.requestMessage, [
      structure(TAG.requestHeader, [
        protocolVersion(version),
        { tag: TAG.batchCount, type: 'integer', value: 1 },
      ]),
      structure(TAG.batchItem, [
        { tag: TAG.operation, type: 'enumeration', value: operation },
        structure(TAG.requestPayload, payload),
      ]),
    ]),
  );
}

/** @throws TtlvError when the bytes are no answer to a single operation */
export function decodeAnswer(bytes: Uint8Array): KmipAnswer {
  const message = itemsOf(decodeTtlv(bytes), TAG.responseMessage);
  const header = childItems(message, TAG.responseHeader);
  const item = childItems(message, TAG.batchItem);
  const status = numberIn(item, TAG.resultStatus);
  if (status === null) throw new TtlvError('The answer has no result.');
  return {
    version: readVersion(childItems(header, TAG.protocolVersion)),
    status,
    reason: numberIn(item, TAG.resultReason),
    message: textIn(item, TAG.resultMessage),
    payload: optionalItems(item, TAG.responsePayload),
  };
}

/** What a client asked: for a server that answers. @throws TtlvError */
export function decodeRequest(bytes: Uint8Array): {
  version: KmipVersion;
  operation: number;
  payload: readonly Ttlv[];
} {
  const message = itemsOf(decodeTtlv(bytes), TAG.requestMessage);
  const header = childItems(message, TAG.requestHeader);
  const item = childItems(message, TAG.batchItem);
  const operation = numberIn(item, TAG.operation);
  if (operation === null) {
    throw new TtlvError('The request names no operation.');
  }
  return {
    version: readVersion(childItems(header, TAG.protocolVersion)),
    operation,
    payload: optionalItems(item, TAG.requestPayload),
  };
}

/** A server's answer: the payload of a success, or why not. `time` in seconds since 1970. */
export function encodeAnswer(
  version: KmipVersion,
  time: bigint,
  operation: number,
  result: { payload: Ttlv[] } | { reason: number; message: string },
): Uint8Array {
  const outcome: Ttlv[] =
    'payload' in result
      ? [
          enumeration(TAG.resultStatus, RESULT_STATUS.success),
          structure(TAG.responsePayload, result.payload),
        ]
      : [
          enumeration(TAG.resultStatus, RESULT_STATUS.failed),
          enumeration(TAG.resultReason, result.reason),
          { tag: TAG.resultMessage, type: 'text', value: result.message },
        ];
  return encodeTtlv(
    structure(TAG.responseMessage, [
      structure(TAG.responseHeader, [
        protocolVersion(version),
        { tag: TAG.timeStamp, type: 'date', value: time },
        { tag: TAG.batchCount, type: 'integer', value: 1 },
      ]),
      structure(TAG.batchItem, [
        enumeration(TAG.operation, operation),
        ...outcome,
      ]),
    ]),
  );
}

export function protocolVersion({ major, minor }: KmipVersion): Ttlv {
  return structure(TAG.protocolVersion, [
    { tag: TAG.protocolVersionMajor, type: 'integer', value: major },
    { tag: TAG.protocolVersionMinor, type: 'integer', value: minor },
  ]);
}

/** Versions that a Discover Versions answer names, in the server's order. @throws TtlvError */
export function versionsIn(payload: readonly Ttlv[]): KmipVersion[] {
  return payload
    .filter(({ tag }) => tag === TAG.protocolVersion)
    .map((item) => readVersion(itemsOf(item, TAG.protocolVersion)));
}

export function numbersIn(items: readonly Ttlv[], tag: number): number[] {
  return items.flatMap((item) =>
    item.tag === tag && (item.type === 'enumeration' || item.type === 'integer')
      ? [item.value]
      : [],
  );
}

export function textIn(items: readonly Ttlv[], tag: number): string | null {
  const found = items.find((item) => item.tag === tag);
  return found?.type === 'text' ? found.value : null;
}

export function enumeration(tag: number, value: number): Ttlv {
  return { tag, type: 'enumeration', value };
}

function structure(tag: number, items: Ttlv[]): Ttlv {
  return { tag, type: 'structure', items };
}

function readVersion(items: readonly Ttlv[]): KmipVersion {
  const major = numberIn(items, TAG.protocolVersionMajor);
  const minor = numberIn(items, TAG.protocolVersionMinor);
  const isVersion = (part: number | null): part is number =>
    part !== null && part >= 0 && part <= 99;
  if (!isVersion(major) || !isVersion(minor)) {
    throw new TtlvError('A protocol version cannot be read.');
  }
  return { major, minor };
}

function numberIn(items: readonly Ttlv[], tag: number): number | null {
  return numbersIn(items, tag)[0] ?? null;
}

function childItems(items: readonly Ttlv[], tag: number): readonly Ttlv[] {
  const found = items.find((item) => item.tag === tag);
  if (found === undefined) throw new TtlvError('A part is missing.');
  return itemsOf(found, tag);
}

function optionalItems(items: readonly Ttlv[], tag: number): readonly Ttlv[] {
  const found = items.find((item) => item.tag === tag);
  return found === undefined ? [] : itemsOf(found, tag);
}

function itemsOf(item: Ttlv, tag: number): readonly Ttlv[] {
  if (item.tag !== tag || item.type !== 'structure') {
    throw new TtlvError('Another part was expected.');
  }
  return item.items;
}
