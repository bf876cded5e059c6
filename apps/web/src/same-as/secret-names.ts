/** Where a secret is read from: an environment variable, or a file for what people have as a file. */
export interface SecretPlace {
  /** Name of the variable, usable in every shell. */
  name: string;
  /** Set when the secret is read from this file instead. */
  file?: string;
}

/** `/servers/0/password` is `SECRET_SERVERS_0_PASSWORD`: never the name of a variable that means something to a shell. */
export function secretPlace(pointer: string): SecretPlace {
  const name = `SECRET_${pointer
    .replace(/^\//, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()}`;
  return pointer.endsWith('/privateKey')
    ? { name, file: 'private-key.pem' }
    : { name };
}
