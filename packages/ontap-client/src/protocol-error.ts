import { UpstreamError } from '@keyward/upstream-http';

/** The answer came, but it is not what ONTAP documents. Nothing of its text is repeated. */
export function protocolError(
  message: string,
  httpStatus?: number,
): UpstreamError {
  return new UpstreamError({
    kind: 'protocol',
    delivery: 'answered',
    facts: {
      system: 'ontap',
      messages: [],
      ...(httpStatus === undefined ? {} : { httpStatus }),
    },
    message,
  });
}
