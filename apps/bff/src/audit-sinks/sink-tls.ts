/** PEM texts; null where the configuration names no file. */
export interface SinkTls {
  ca: string | null;
  cert: string | null;
  key: string | null;
}
