import type { OntapErrorBody } from '@keyward/ontap-client/wire';
import type { SimulatorAnswer } from '../host/simulator.ts';
import { statusAndMessage } from './error-codes.ts';

export interface RefusalDetail {
  message?: string;
  target?: string;
  arguments?: { code: string; message: string }[];
}

/** Thrown by the handlers; becomes ONTAP's error envelope. */
export class OntapRefusal extends Error {
  override readonly name = 'OntapRefusal';
  readonly code: string;
  readonly detail: RefusalDetail;

  constructor(code: string, detail: RefusalDetail = {}) {
    super(`ONTAP refusal ${code}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Code 2: a field is missing, unknown or has a value it may not have. */
export function invalidField(target: string, message: string): OntapRefusal {
  return new OntapRefusal('2', { target, message });
}

/** Code 4: no such object. */
export function notFound(target: string): OntapRefusal {
  return new OntapRefusal('4', { target });
}

export function refusalAnswer({ code, detail }: OntapRefusal): SimulatorAnswer {
  const [status, message] = statusAndMessage(code);
  const { target } = detail;
  const body: OntapErrorBody = {
    error: {
      message: detail.message ?? message,
      code,
      ...(target !== undefined && { target }),
      ...(detail.arguments && { arguments: detail.arguments }),
    },
  };
  const headers =
    status === 401
      ? { 'www-authenticate': 'Basic realm="Secure Area"' }
      : undefined;
  return { status, body, ...(headers && { headers }) };
}
