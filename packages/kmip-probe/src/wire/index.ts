export { decodeTtlv } from './decode-ttlv.ts';
export { encodeTtlv } from './encode-ttlv.ts';
export { createMessageReader } from './message-reader.ts';
export {
  decodeAnswer,
  decodeRequest,
  encodeAnswer,
  encodeRequest,
  enumeration,
  numbersIn,
  protocolVersion,
  textIn,
  versionsIn,
  versionText,
} from './messages.ts';
export type { KmipAnswer, KmipVersion } from './messages.ts';
export {
  OBJECT_NAMES,
  OPERATION,
  OPERATION_NAMES,
  QUERY_FUNCTION,
  RESULT_REASON,
  RESULT_STATUS,
  TAG,
} from './names.ts';
export { TTLV_LIMITS, TtlvError } from './ttlv.ts';
export type { Ttlv, TtlvType } from './ttlv.ts';
