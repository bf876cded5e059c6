const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'password',
  'passphrase',
  'existing_passphrase',
  'private_key',
]);

/**
 * A copy of an answer without the members that ONTAP may echo secrets in, at any depth. The vendor's own examples
 * show `password` in the answer of POST key-servers.
 */
export function dropSecrets(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map((item) => dropSecrets(item));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => !SECRET_MEMBERS.has(name))
      .map(([name, value]) => [name, dropSecrets(value)]),
  );
}
