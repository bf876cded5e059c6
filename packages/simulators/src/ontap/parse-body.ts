import type { z } from 'zod';
import type { SimulatorRequest } from '../host/simulator.ts';
import { invalidField, OntapRefusal } from './refusal.ts';

/** Reads a request body; what does not fit is refused with code 2, naming the field as its target. */
export function parseBody<S extends z.ZodType>(
  request: SimulatorRequest,
  shape: S,
): z.output<S> {
  if (request.rawBody !== '' && request.body === undefined) {
    throw new OntapRefusal('2', { message: 'The body is not JSON.' });
  }
  const parsed = shape.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path =
    issue?.path.filter((part) => typeof part === 'string').join('.') ?? '';
  const unknown =
    issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) {
    const target = [path, unknown].filter((part) => part !== '').join('.');
    throw invalidField(target, `Unexpected argument "${target}".`);
  }
  throw invalidField(
    path,
    `The value for "${path}" is missing or of the wrong type.`,
  );
}
