const DEFAULT_PORT = 5696;
const ADDRESS =
  /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?$/;

/** `host:port` as the cluster stores it, or null when the text names no server. */
export function parseKeyServerAddress(text: string): string | null {
  const match = ADDRESS.exec(text.toLowerCase());
  const port = Number(match?.[2] ?? DEFAULT_PORT);
  return match?.[1] === undefined || port < 1 || port > 65_535
    ? null
    : `${match[1]}:${port}`;
}

/** The stored form, or the text in lower case where it names no server. */
export function normaliseKeyServer(text: string): string {
  return parseKeyServerAddress(text) ?? text.toLowerCase();
}
