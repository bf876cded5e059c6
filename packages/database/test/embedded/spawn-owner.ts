import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What an owner process says: where its server is, or why there is none. */
type OwnerReport =
  | { url: string; pid: number; location: string; adopted: boolean }
  | { code: string; message: string };

/** A process of its own that starts PostgreSQL on a data directory. */
export type Owner = {
  process: ChildProcess;
  /** What it said once the server was ready or refused. */
  report: Promise<OwnerReport>;
  /** Ends it with a signal and resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** How and as whom to run the owner. */
export type SpawnOwnerOptions = {
  node?: string;
  script?: string;
  pgBin?: string;
  runAs?: { uid: number; gid: number };
};

/** Starts an owner process; by default this Node, this clone, this user. */
export function spawnOwner(
  dataDir: string,
  { node, script, pgBin, runAs }: SpawnOwnerOptions = {},
): Owner {
  const own = fileURLToPath(new URL('./owner-process.ts', import.meta.url));
  const args = [
    script ?? own,
    dataDir,
    ...(pgBin === undefined ? [] : [pgBin]),
  ];
  const child = spawn(node ?? process.execPath, args, {
    ...runAs,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  return {
    process: child,
    report: firstLine(child).then(parseReport),
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The owner has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    return line;
  }
  throw new Error('The owner process ended without a word.');
}

function parseReport(line: string): OwnerReport {
  const parsed: unknown = JSON.parse(line);
  if (isReport(parsed)) return parsed;
  throw new Error(`The owner process said something else: ${line}`);
}

function isReport(value: unknown): value is OwnerReport {
  if (typeof value !== 'object' || value === null) return false;
  return 'code' in value || ('url' in value && 'pid' in value);
}
