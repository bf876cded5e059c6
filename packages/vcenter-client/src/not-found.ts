import { UpstreamError } from '@keyward/upstream-http';

/** Turns the vendor's 404, or a task that failed with NOT_FOUND, into null; every other failure stays. */
export async function notFoundAsNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UpstreamError && isNotFound(error)) return null;
    throw error;
  }
}

function isNotFound({ facts }: UpstreamError): boolean {
  return facts.httpStatus === 404 || facts.errorType === 'NOT_FOUND';
}
