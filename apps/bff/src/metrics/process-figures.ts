import type { DatabaseHandle } from '@keyward/database';
import { Gauge, type Registry } from 'prom-client';

import type { StreamFacts } from '../live/event-hub.ts';

/** Open event streams, how far behind they are, and the connections to the database. */
export function registerProcessFigures(
  {
    streams,
    pool,
  }: { streams: () => StreamFacts; pool: DatabaseHandle['pool'] },
  registers: Registry[],
): void {
  const gauge = (name: string, help: string, value: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge('keyward_event_streams', 'Open event streams.', () => streams().open);
  gauge(
    'keyward_event_streams_behind',
    'Event streams that are sent what they missed.',
    () => streams().catchingUp,
  );
  gauge(
    'keyward_event_lag_seconds',
    'Age of the newest event when it was handed to the streams.',
    () => streams().lagMs / 1000,
  );
  new Gauge({
    name: 'keyward_database_connections',
    help: 'Connections of the pool that are in use or idle, and who waits for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = pool;
      this.set({ state: 'in_use' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
}
