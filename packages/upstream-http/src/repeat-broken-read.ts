import { UpstreamError } from './upstream-error.ts';
import type { UpstreamAnswer, UpstreamRequest } from './upstream-http.ts';

/**
 * Sends a GET once more when its connection broke: a target that restarts or tidies up closes kept connections just as
 * they are used again. Anything but a GET is sent once, whatever happens.
 */
export async function repeatBrokenRead(
  method: UpstreamRequest['method'],
  send: () => Promise<UpstreamAnswer>,
): Promise<UpstreamAnswer> {
  try {
    return await send();
  } catch (error) {
    const isBrokenRead =
      method === 'GET' &&
      error instanceof UpstreamError &&
      error.kind === 'unreachable' &&
      error.delivery === 'maybe_sent';
    if (!isBrokenRead) throw error;
    return send();
  }
}
