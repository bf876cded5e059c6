/** One HTTP request as a simulator sees it. Header names are lower case. */
export interface SimulatorRequest {
  method: string;
  /** As it came on the wire, still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  /** The parsed JSON body; undefined when it is absent or no JSON. */
  body: unknown;
  rawBody: string;
  /** Set by the `lie` fault: answer success, change nothing. */
  lie: boolean;
}

/** `body` is sent as JSON; undefined sends an empty body. */
export interface SimulatorAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** The work is done, but the connection is cut instead of answering. */
  cutConnection?: boolean;
}

export type SimulatorKind = 'vcenter' | 'esx' | 'ontap';

/** A simulated target system. Only `handle`, `tick` and `close` are required. */
export interface Simulator {
  name: string;
  kind: SimulatorKind;
  handle(request: SimulatorRequest): SimulatorAnswer | Promise<SimulatorAnswer>;
  /** Called every 250 ms and before each request: moves tasks on. */
  tick(nowMs: number): void;
  close(): void;
  /** How this vendor words a refusal that the host invents (401, 503). */
  refusal?(status: number): SimulatorAnswer;
  /** `forget_tasks` fault: task ids that were given out become unknown. */
  forgetTasks?(): void;
  /** `expire_sessions` fault: everybody has to sign in again. */
  expireSessions?(): void;
  /** Called after a reset of the stores, to drop what lives in memory only. */
  reset?(): void;
  /** Further control-plane calls, keyed `GET /name` below `/__simulator`. */
  control?: Record<
    string,
    (request: SimulatorRequest) => SimulatorAnswer | Promise<SimulatorAnswer>
  >;
}

export interface SimulatorStore<T> {
  readonly value: T;
  /** Mutates the state and persists it atomically (at most 100 ms later). */
  update<R>(change: (state: T) => R): R;
  reset(): void;
}

/** A change that really happened; never holds a secret. */
export interface Effect {
  operation: string;
  object: string;
  detail?: Record<string, unknown>;
}

export interface SimulatorOptions {
  /** How long a simulated task takes. */
  taskSeconds: number;
  sessionIdleSeconds: number;
  /** Repeat passwords in answers and errors, as a badly behaved target might. */
  echoSecrets: boolean;
}

export interface SimulatorContext {
  name: string;
  credentials: { username: string; password: string };
  openStore<T>(initial: () => T): SimulatorStore<T>;
  /** Milliseconds since the epoch. */
  now: () => number;
  recordEffect(effect: Effect): void;
  options: SimulatorOptions;
  /** The key servers of the estate, where it has some that answer. */
  keyServers?: KeyServersOfEstate;
}

export interface KeyServersOfEstate {
  port: number;
  authorityPem: string;
  certificateOf(name: string): string | null;
}

/** May be asynchronous, to make certificates before the store is opened. */
export type CreateSimulator = (
  context: SimulatorContext,
) => Simulator | Promise<Simulator>;
