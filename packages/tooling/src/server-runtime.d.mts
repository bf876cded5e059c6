/** Environment of a server process: kept compiled code, an allocator for processes that wait. */
export const serverEnvironment: Readonly<Record<string, string>>;
/** Flags of Node for a server process. */
export const serverFlags: readonly string[];
/** Compiles a server's modules once without running it. */
export function warmCompiledCode(entry: string): Promise<void>;
