import pg from 'pg';

const DEADLOCK_DETECTED = '40P01';
const TRIES = 3;

/** A transaction that lost a deadlock was rolled back whole, so it may simply run again. */
export async function retryDeadlocks<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock =
        error instanceof pg.DatabaseError && error.code === DEADLOCK_DETECTED;
      if (!isDeadlock || attempt === TRIES) throw error;
    }
  }
}
