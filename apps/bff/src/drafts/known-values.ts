import { draftMembers, type DraftRequest, type Json } from '@keyward/contract';

type Values = DraftRequest['values'];

/**
 * What a draft keeps of the values that were filled in: members that its operation knows. A secret under a name that
 * no form has is left out with everything else of that kind, also when nobody thought of the name.
 */
export function knownValues({ operation, values }: DraftRequest): Values {
  return knownOf(values, draftMembers(operation));
}

function knownOf(values: Values, names: ReadonlySet<string>): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => names.has(name))
      .map(([name, value]) => [name, known(value, names)]),
  );
}

function known(value: Json, names: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((each) => known(each, names));
  return typeof value === 'object' && value !== null
    ? knownOf(value, names)
    : value;
}
