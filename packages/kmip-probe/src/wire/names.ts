/** Numbers of the standard that the probe needs. Source: OASIS KMIP Specification 1.4, section 9.1.3. */
export const TAG = {
  batchCount: 0x42000d,
  batchItem: 0x42000f,
  maximumResponseSize: 0x420050,
  objectType: 0x420057,
  operation: 0x42005c,
  protocolVersion: 0x420069,
  protocolVersionMajor: 0x42006a,
  protocolVersionMinor: 0x42006b,
  queryFunction: 0x420074,
  requestHeader: 0x420077,
  requestMessage: 0x420078,
  requestPayload: 0x420079,
  responseHeader: 0x42007a,
  responseMessage: 0x42007b,
  responsePayload: 0x42007c,
  resultMessage: 0x42007d,
  resultReason: 0x42007e,
  resultStatus: 0x42007f,
  serverInformation: 0x420088,
  timeStamp: 0x420092,
  vendorIdentification: 0x42009d,
} as const;

export const OPERATION = { query: 0x18, discoverVersions: 0x1e } as const;

export const QUERY_FUNCTION = {
  operations: 1,
  objects: 2,
  serverInformation: 3,
} as const;

export const RESULT_STATUS = { success: 0, failed: 1 } as const;

export const RESULT_REASON = {
  authenticationNotSuccessful: 3,
  invalidMessage: 4,
  operationNotSupported: 5,
  permissionDenied: 12,
  generalFailure: 0x100,
} as const;

/** What storage and hosts ask of a key server. */
export const OPERATION_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'Create'],
  [3, 'Register'],
  [8, 'Locate'],
  [10, 'Get'],
  [11, 'Get Attributes'],
  [18, 'Activate'],
  [20, 'Destroy'],
]);

export const OBJECT_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'Certificate'],
  [2, 'Symmetric Key'],
  [3, 'Public Key'],
  [4, 'Private Key'],
  [7, 'Secret Data'],
  [8, 'Opaque Object'],
]);
