import { UpstreamError } from './upstream-error.ts';
import { onlyReads } from './upstream-http.ts';
import type { UpstreamAnswer } from './upstream-http.ts';
import type { UpstreamRequest } from './upstream-request.ts';

/**
 * Sends a read once more when its connection broke: a target that restarts or tidies up closes kept connections just as
 * they are used again. Anything but a read is sent once, whatever happens.
 */
export async function repeatBrokenRead(
  request: Pick<UpstreamRequest, 'method' | 'isRead'>,
  send: () => Promise<UpstreamAnswer>,
): Promise<UpstreamAnswer> {
  try {
    return await send();
  } catch (error) {
    const isBrokenRead =
      onlyReads(request) &&
      error instanceof UpstreamError &&
      error.kind === 'unreachable' &&
      error.delivery === 'maybe_sent';
    if (!isBrokenRead) throw error;
    return send();
  }
}
