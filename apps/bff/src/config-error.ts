/** A setting that cannot be used; the message is one clear line for whoever started the process. */
export class ConfigError extends Error {}
