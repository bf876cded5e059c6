import { UpstreamError } from '@keyward/upstream-http';

/** Turns the vendor's 404 into null; every other failure stays. */
export async function notFoundAsNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UpstreamError && error.facts.httpStatus === 404)
      return null;
    throw error;
  }
}
