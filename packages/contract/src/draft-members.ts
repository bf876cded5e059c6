import { z } from 'zod';

import { operationContract, type OperationId } from './operations/index.ts';

/**
 * Names of everything that a draft of an operation keeps, at whatever depth: the members of the operation's own input
 * and those that only its form has, without its secrets.
 */
export function draftMembers(operation: OperationId): ReadonlySet<string> {
  const { input, formMembers, secretPointers } = operationContract(operation);
  const names = new Set(formMembers);
  addMembers(
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    names,
  );
  for (const pointer of secretPointers) {
    names.delete(pointer.split('/').at(-1) ?? '');
  }
  return names;
}

function addMembers(schema: unknown, names: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, each] of Object.entries(schema)) {
    if (keyword === 'properties') {
      for (const name of Object.keys(each as object)) names.add(name);
      Object.values(each as object).forEach((inner) => {
        addMembers(inner, names);
      });
    } else addMembers(each, names);
  }
}
