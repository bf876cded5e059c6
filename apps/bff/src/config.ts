import { join, resolve } from 'node:path';
import { z } from 'zod';

import { ConfigError } from './config-error.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { oidcSettings, type OidcSettings } from './oidc/oidc-settings.ts';

export { ConfigError } from './config-error.ts';

const flag = z
  .enum(['0', '1', 'on', 'off', 'true', 'false'])
  .transform((text) => text === '1' || text === 'on' || text === 'true');

const environment = z.object({
  KEYWARD_MODE: z.enum(['demo', 'production']).default('demo'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  KEYWARD_PUBLIC_URL: z.url().optional(),
  KEYWARD_DATA_DIR: z.string().default('.keyward'),
  DATABASE_URL: z.string().optional(),
  PG_BIN: z.string().optional(),
  KEYWARD_KEK_FILE: z.string().optional(),
  KEYWARD_KEK_PREVIOUS_FILES: z.string().optional(),
  KEYWARD_EGRESS_ALLOW: z.string().optional(),
  KEYWARD_EGRESS_ALLOW_LOOPBACK: flag.optional(),
  KEYWARD_TLS_CERT_FILE: z.string().optional(),
  KEYWARD_TLS_KEY_FILE: z.string().optional(),
  KEYWARD_TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  KEYWARD_CONFIG_FILE: z.string().optional(),
  KEYWARD_OIDC_ISSUER: z.string().optional(),
  KEYWARD_OIDC_CLIENT_ID: z.string().max(300).optional(),
  KEYWARD_OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  KEYWARD_SIMULATORS: z.enum(['on', 'off']).optional(),
  KEYWARD_ESTATE_FILE: z.string().optional(),
  KEYWARD_WEB_DIR: z.string().optional(),
  KEYWARD_FAILPOINT: z.string().optional(),
  KEYWARD_FAILPOINT_RECORD: z.string().optional(),
  KEYWARD_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'])
    .default('info'),
  TZ: z.string().optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  NODE_OPTIONS: z.string().default(''),
});

export type Mode = 'demo' | 'production';

export interface Config {
  mode: Mode;
  port: number;
  host: string;
  /** Origins that a browser may come from; the first is the public one. */
  origins: readonly string[];
  dataDir: string;
  databaseUrl: string | null;
  pgBin: string | null;
  kekFile: string | null;
  /** Files whose keys may open what is sealed, besides those beside the key file. */
  kekPreviousFiles: readonly string[];
  egressAllow: string | null;
  egressLoopback: boolean;
  /** Loopback was allowed outright, not only for the demo's own simulators. */
  anyLoopback: boolean;
  tls: { certFile: string; keyFile: string } | null;
  trustProxy: number;
  estateFile: string | null;
  webDir: string;
  /** For tests: the point where this process ends, and the file that lists the points it passes. */
  failpoint: string | null;
  failpointRecord: string | null;
  logLevel: string;
  /** Only looked at: nothing here depends on it. */
  timeZone: string | null;
  /** Where signed checkpoints of the audit log are appended to. */
  checkpointFile: string;
  /** The configuration file's sections; empty without a file. */
  file: ConfigFile;
  oidc: OidcSettings | null;
}

/** Where data and keys are: all that a command on the host needs to know. */
export type HostSettings = Pick<
  Config,
  | 'dataDir'
  | 'databaseUrl'
  | 'pgBin'
  | 'kekFile'
  | 'kekPreviousFiles'
  | 'checkpointFile'
>;
export type DatabaseSettings = Pick<
  HostSettings,
  'dataDir' | 'databaseUrl' | 'pgBin'
>;

export function readHostSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): HostSettings {
  const given = withoutEmpty(env);
  const dataDir = resolve(given['KEYWARD_DATA_DIR'] ?? '.keyward');
  return {
    dataDir,
    databaseUrl: given['DATABASE_URL'] ?? null,
    pgBin: given['PG_BIN'] ?? null,
    kekFile: given['KEYWARD_KEK_FILE'] ?? null,
    kekPreviousFiles: fileList(given['KEYWARD_KEK_PREVIOUS_FILES']),
    checkpointFile: checkpointFileOf(
      dataDir,
      given['KEYWARD_CONFIG_FILE'] === undefined
        ? {}
        : readConfigFile(given['KEYWARD_CONFIG_FILE']),
    ),
  };
}

function checkpointFileOf(dataDir: string, { audit }: ConfigFile): string {
  return audit?.checkpointFile === undefined
    ? join(dataDir, 'audit-checkpoints')
    : resolve(audit.checkpointFile);
}

/** Reads the whole configuration once, and refuses combinations that would be unsafe. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  execArgv: readonly string[] = process.execArgv,
): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(
      `${String(issue?.path[0] ?? 'environment')}: ${issue?.message ?? 'not usable'}`,
    );
  }
  const values = parsed.data;
  if ((values.NODE_TLS_REJECT_UNAUTHORIZED ?? '1') !== '1') {
    throw new ConfigError(
      'NODE_TLS_REJECT_UNAUTHORIZED switches certificate checks off; unset it.',
    );
  }
  const publicUrl =
    values.KEYWARD_PUBLIC_URL ?? `http://localhost:${String(values.PORT)}`;
  const demo = values.KEYWARD_MODE === 'demo';
  if (!demo) refuseUnsafeProduction(values, publicUrl, execArgv);
  if (
    demo &&
    values.HOST !== '127.0.0.1' &&
    values.HOST !== '::1' &&
    values.HOST !== 'localhost'
  ) {
    throw new ConfigError(
      'HOST: demo mode listens on loopback only; use KEYWARD_MODE=production for anything else.',
    );
  }
  const dataDir = resolve(values.KEYWARD_DATA_DIR);
  const file =
    values.KEYWARD_CONFIG_FILE === undefined
      ? {}
      : readConfigFile(values.KEYWARD_CONFIG_FILE);
  return {
    mode: values.KEYWARD_MODE,
    port: values.PORT,
    host: values.HOST,
    origins: [
      new URL(publicUrl).origin,
      ...(demo ? [`http://127.0.0.1:${String(values.PORT)}`] : []),
    ],
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    pgBin: values.PG_BIN ?? null,
    kekFile: values.KEYWARD_KEK_FILE ?? null,
    kekPreviousFiles: fileList(values.KEYWARD_KEK_PREVIOUS_FILES),
    egressAllow: values.KEYWARD_EGRESS_ALLOW ?? null,
    egressLoopback: values.KEYWARD_EGRESS_ALLOW_LOOPBACK ?? demo,
    anyLoopback: values.KEYWARD_EGRESS_ALLOW_LOOPBACK === true,
    tls: tlsFiles(values),
    trustProxy: values.KEYWARD_TRUST_PROXY,
    estateFile:
      demo && values.KEYWARD_SIMULATORS !== 'off'
        ? resolve(
            values.KEYWARD_ESTATE_FILE ?? `${dataDir}/simulators/estate.json`,
          )
        : null,
    webDir: resolve(
      values.KEYWARD_WEB_DIR ??
        new URL('../../web/dist', import.meta.url).pathname,
    ),
    failpoint: values.KEYWARD_FAILPOINT ?? null,
    failpointRecord: values.KEYWARD_FAILPOINT_RECORD ?? null,
    logLevel: values.KEYWARD_LOG_LEVEL,
    timeZone: values.TZ ?? null,
    checkpointFile: checkpointFileOf(dataDir, file),
    file,
    oidc: oidcSettings(values, file.oidc, demo),
  };
}

/** An empty value in a compose or unit file means "not set". */
function withoutEmpty(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  );
}

function fileList(text = ''): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

type Values = z.infer<typeof environment>;

function tlsFiles(values: Values): Config['tls'] {
  const { KEYWARD_TLS_CERT_FILE: certFile, KEYWARD_TLS_KEY_FILE: keyFile } =
    values;
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) {
    throw new ConfigError(
      'KEYWARD_TLS_CERT_FILE and KEYWARD_TLS_KEY_FILE belong together; set both.',
    );
  }
  return { certFile, keyFile };
}

/** Options of Node that write keys and secrets to a file. */
const MEMORY_DUMPS = /--(heapsnapshot|heap-prof|abort-on-uncaught)/;

function refuseUnsafeProduction(
  values: Values,
  publicUrl: string,
  execArgv: readonly string[],
): void {
  const options = [...execArgv, values.NODE_OPTIONS].join(' ');
  const faults: [boolean, string][] = [
    [
      values.KEYWARD_KEK_FILE === undefined,
      'KEYWARD_KEK_FILE: production needs a key-encryption key file.',
    ],
    [
      values.KEYWARD_PUBLIC_URL === undefined ||
        !publicUrl.startsWith('https://'),
      'KEYWARD_PUBLIC_URL: production needs a public https URL.',
    ],
    [
      tlsFiles(values) === null && values.KEYWARD_TRUST_PROXY === 0,
      'KEYWARD_TLS_CERT_FILE: production needs its own certificate, or KEYWARD_TRUST_PROXY with the number of proxy hops.',
    ],
    [
      values.KEYWARD_FAILPOINT !== undefined,
      'KEYWARD_FAILPOINT: fail-points are for tests and refused in production.',
    ],
    [
      values.KEYWARD_FAILPOINT_RECORD !== undefined,
      'KEYWARD_FAILPOINT_RECORD: fail-points are for tests and refused in production.',
    ],
    [
      values.KEYWARD_SIMULATORS === 'on',
      'KEYWARD_SIMULATORS: the simulated estate is refused in production.',
    ],
    [
      options.includes('--inspect'),
      'NODE_OPTIONS: an inspector is refused in production.',
    ],
    [
      MEMORY_DUMPS.test(options),
      'NODE_OPTIONS: an option that writes this process’s memory to a file is refused in production.',
    ],
  ];
  const fault = faults.find(([isFault]) => isFault);
  if (fault !== undefined) throw new ConfigError(fault[1]);
}
