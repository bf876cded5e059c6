/** `host:port`, or a dash when the target names no address. */
export function addressText(
  address: { hostname: string; port: number } | null,
): string {
  return address === null ? '–' : `${address.hostname}:${String(address.port)}`;
}
