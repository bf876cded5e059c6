import { readdirSync, readFileSync } from 'node:fs';

/** Linux reports processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used so far. */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th field behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  return memoryLine(`/proc/${String(pid)}/status`, 'VmRSS');
}

/** Memory in bytes with shared pages divided among those who share them; sums over processes are honest. */
export function proportionalBytes(pid: number): number {
  return memoryLine(`/proc/${String(pid)}/smaps_rollup`, 'Pss');
}

function memoryLine(file: string, name: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const kilobytes = Number(line?.split(/\s+/)[1]);
  if (!Number.isFinite(kilobytes)) throw new Error(`${file} has no ${name}.`);
  return kilobytes * 1024;
}

/** A process and everything it started. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .map(Number)
    .filter((each) => Number.isInteger(each) && parentOf(each) === pid);
  return [pid, ...children.flatMap(familyOf)];
}

function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // It has ended in the meantime.
  }
}
