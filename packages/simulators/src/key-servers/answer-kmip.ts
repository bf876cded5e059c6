import {
  decodeRequest,
  encodeAnswer,
  OPERATION,
  protocolVersion,
  RESULT_REASON,
  TAG,
  type Ttlv,
} from '@keyward/kmip-probe/wire';

/** What a simulated key server knows of whoever asks. */
export interface KmipClient {
  hasCertificate: boolean;
  /** Whether its certificate names clientAuth. */
  mayAuthenticate: boolean;
  isRegistered: boolean;
}

const NEWEST = { major: 2, minor: 0 };
const VERSIONS = [
  NEWEST,
  ...[4, 3, 2, 1, 0].map((minor) => ({ major: 1, minor })),
];
/** Create, Register, Locate, Get, Get Attributes, Activate, Revoke, Destroy, Query, Discover Versions. */
const OPERATIONS = [1, 3, 8, 10, 11, 18, 19, 20, 24, 30];
/** Certificate, Symmetric Key, Secret Data. */
const OBJECTS = [1, 2, 7];

/** Answers Discover Versions and Query; there are no keys behind it. @throws TtlvError for what is no request */
export function answerKmip(
  request: Uint8Array,
  client: KmipClient,
  nowMs: number,
): Uint8Array {
  const { version, operation } = decodeRequest(request);
  const answered = Math.min(version.major, NEWEST.major);
  return encodeAnswer(
    { major: answered, minor: version.minor },
    BigInt(Math.floor(nowMs / 1000)),
    operation,
    resultOf(operation, client),
  );
}

type Result = Parameters<typeof encodeAnswer>[3];

function resultOf(operation: number, client: KmipClient): Result {
  const refusal = refusalOf(client);
  if (refusal !== null) {
    return {
      reason: RESULT_REASON.authenticationNotSuccessful,
      message: refusal,
    };
  }
  if (operation === OPERATION.discoverVersions) {
    return { payload: VERSIONS.map(protocolVersion) };
  }
  if (operation === OPERATION.query) return { payload: aboutTheServer() };
  return {
    reason: RESULT_REASON.operationNotSupported,
    message: 'This simulated key server keeps no keys.',
  };
}

function refusalOf(client: KmipClient): string | null {
  if (!client.hasCertificate) return 'A client certificate is needed.';
  if (!client.mayAuthenticate) {
    return 'The client certificate is not for client authentication.';
  }
  return client.isRegistered ? null : 'This client is not registered here.';
}

function aboutTheServer(): Ttlv[] {
  const number = (tag: number, value: number): Ttlv => ({
    tag,
    type: 'enumeration',
    value,
  });
  return [
    ...OPERATIONS.map((value) => number(TAG.operation, value)),
    ...OBJECTS.map((value) => number(TAG.objectType, value)),
    {
      tag: TAG.vendorIdentification,
      type: 'text',
      value: 'Keyward simulated key server',
    },
  ];
}
