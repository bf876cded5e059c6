import {
  type BaseBlock,
  fromBER,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js';

import { Pkcs12Error } from './pkcs12-error.ts';

/** The members of one SEQUENCE. @throws Pkcs12Error `damaged` */
export function sequenceOf(value: BaseBlock | undefined): BaseBlock[] {
  if (!(value instanceof Sequence)) throw new Pkcs12Error('damaged');
  return value.valueBlock.value;
}

export function parseSequence(bytes: ArrayBuffer): BaseBlock[] {
  return sequenceOf(fromBER(bytes).result);
}

export function oidOf(value: BaseBlock | undefined): string {
  if (!(value instanceof ObjectIdentifier)) throw new Pkcs12Error('damaged');
  return value.valueBlock.toString();
}

/** The bytes of an OCTET STRING, also of one in pieces. */
export function octetsOf(
  value: BaseBlock | undefined,
): Uint8Array<ArrayBuffer> {
  if (!(value instanceof OctetString)) throw new Pkcs12Error('damaged');
  return new Uint8Array(value.getValue());
}

/** A small non-negative number. */
export function numberOf(value: BaseBlock | undefined): number {
  if (!(value instanceof Integer) || value.valueBlock.isHexOnly) {
    throw new Pkcs12Error('unsupported');
  }
  return value.valueBlock.valueDec;
}
