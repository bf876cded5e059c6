import type { AuditSinkStanding } from '@keyward/contract';
import { Gauge, type Registry } from 'prom-client';

/** How far the audit sinks of the configuration file are, by their names. */
export function registerSinkFigures(
  readStandings: () => Promise<AuditSinkStanding[]>,
  registers: Registry[],
): void {
  const read = (): Promise<AuditSinkStanding[]> =>
    readStandings().catch(() => []);
  new Gauge({
    name: 'keyward_audit_sink_behind',
    help: 'Audit rows that an audit sink has not got yet.',
    labelNames: ['sink'],
    registers,
    async collect() {
      for (const { name, behind } of await read()) {
        this.set({ sink: name }, behind);
      }
    },
  });
  new Gauge({
    name: 'keyward_audit_sink_failing_seconds',
    help: 'How long an audit sink has been refusing rows; 0 while it takes them.',
    labelNames: ['sink'],
    registers,
    async collect() {
      for (const { name, failingSince } of await read()) {
        const since = failingSince === null ? null : Date.parse(failingSince);
        const seconds = since === null ? 0 : (Date.now() - since) / 1000;
        this.set({ sink: name }, Math.max(0, seconds));
      }
    },
  });
}
