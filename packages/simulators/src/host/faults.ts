/** What can go wrong on the way, independent of the vendor. */
export type FaultKind =
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'status'; status: number }
  | {
      kind:
        | 'hang'
        | 'reset_before_answer'
        | 'reset_before_work'
        | 'garbage'
        | 'html'
        | 'lie'
        | 'unauthorized';
    };

/** Faults that act at once instead of waiting for a request. */
export type ImmediateFault = 'forget_tasks' | 'expire_sessions';

interface ArmedFault {
  fault: FaultKind;
  text: string;
  left: number;
  method: string | undefined;
  path: string | undefined;
}

export interface FaultRequest {
  fault: string;
  times: number;
  /** Only requests with this method. A `lie` without one waits for a change. */
  method?: string | undefined;
  /** Only requests whose path contains this text. */
  path?: string | undefined;
}

const PLAIN = [
  'hang',
  'reset_before_answer',
  'reset_before_work',
  'garbage',
  'html',
  'lie',
  'unauthorized',
] as const;

/** Reads `delay:500`, `status:503`, `lie` …; undefined when it is none of them. */
function parseFault(text: string): FaultKind | undefined {
  const numbered = /^(delay|status):(\d{1,6})$/.exec(text);
  if (numbered) {
    const value = Number(numbered[2]);
    return numbered[1] === 'delay'
      ? { kind: 'delay', milliseconds: value }
      : { kind: 'status', status: value };
  }
  const kind = PLAIN.find((name) => name === text);
  return kind && { kind };
}

export function isImmediateFault(text: string): text is ImmediateFault {
  return text === 'forget_tasks' || text === 'expire_sessions';
}

/** The faults waiting for their requests, in the order they were armed. */
export class FaultQueue {
  #armed: ArmedFault[] = [];

  /** Returns false when the text names no fault. */
  arm(request: FaultRequest): boolean {
    const fault = parseFault(request.fault);
    if (!fault) return false;
    const { method, path } = request;
    this.#armed.push({
      fault,
      text: request.fault,
      left: request.times,
      method,
      path,
    });
    return true;
  }

  take(method: string, path: string): FaultKind | undefined {
    const armed = this.#armed.find((candidate) =>
      applies(candidate, method, path),
    );
    if (!armed) return undefined;
    armed.left -= 1;
    if (armed.left <= 0) {
      this.#armed = this.#armed.filter((other) => other !== armed);
    }
    return armed.fault;
  }

  list(): { fault: string; times: number }[] {
    return this.#armed.map(({ text, left }) => ({ fault: text, times: left }));
  }

  clear(): void {
    this.#armed = [];
  }
}

function applies(
  { fault, method, path }: ArmedFault,
  requestMethod: string,
  requestPath: string,
): boolean {
  if (path !== undefined && !requestPath.includes(path)) return false;
  if (method !== undefined) return method === requestMethod;
  return fault.kind !== 'lie' || requestMethod !== 'GET';
}
