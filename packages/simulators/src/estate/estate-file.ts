import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../host/atomic-file.ts';

const simulatorEntrySchema = z.object({
  name: z.string(),
  kind: z.enum(['vcenter', 'esx', 'ontap']),
  host: z.literal('127.0.0.1'),
  port: z.number().int(),
  sha256: z.string(),
  certificatePem: z.string(),
  username: z.string(),
  password: z.string(),
  esxAuth: z.enum(['vi-json', 'api-session', 'basic']).optional(),
});

export const estateSchema = z.object({
  version: z.literal(1),
  controlToken: z.string(),
  simulators: z.array(simulatorEntrySchema),
  /** Key servers that answer, by the names that they answer for. */
  keyServers: z
    .object({
      host: z.literal('127.0.0.1'),
      port: z.number().int(),
      names: z.array(z.string()),
    })
    .optional(),
});

export type SimulatorEntry = z.infer<typeof simulatorEntrySchema>;
/** `<data-dir>/estate.json`: where the simulators are and how to sign in to them. */
export type Estate = z.infer<typeof estateSchema>;

export function estatePath(dataDir: string): string {
  return join(dataDir, 'estate.json');
}

/**
 * Reads the estate of an earlier start, or begins an empty one.
 *
 * @throws a plain sentence when the file is there but is no estate.
 */
export function readEstate(dataDir: string): Estate {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = estatePath(dataDir);
  if (!existsSync(path)) {
    return { version: 1, controlToken: newSecret(), simulators: [] };
  }
  const parsed = estateSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `${path} is no estate file of this version; remove the folder to start afresh`,
    );
  }
  return parsed.data;
}

export function writeEstate(dataDir: string, estate: Estate): void {
  writeFileAtomically(
    estatePath(dataDir),
    `${JSON.stringify(estate, null, 2)}\n`,
  );
}

/** 24 random bytes, printable without escaping. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
