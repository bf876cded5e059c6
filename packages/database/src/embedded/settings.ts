/**
 * Server settings, given on the command line so that they hold whatever a configuration file says.
 * Durable (fsync and synchronous commit), loopback only, and lean: below 100 MB resident and asleep
 * when idle. Memory and time values are in PostgreSQL's own units.
 */
export function serverSettings(
  port: number,
  major: number,
  extra: Readonly<Record<string, string>>,
): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '40',
    shared_buffers: '24MB',
    wal_buffers: '1MB',
    work_mem: '4MB',
    maintenance_work_mem: '32MB',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    checkpoint_timeout: '15min',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_worker_processes: '1',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    autovacuum_max_workers: '1',
    jit: 'off',
    huge_pages: 'off',
    bgwriter_delay: '5s',
    wal_writer_delay: '2s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Worker processes for reads cost memory and win nothing at this size.
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    ...extra,
  };
  return Object.entries(settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}
