import type { WrongClock } from './start-replica.ts';

/**
 * Preloaded into a console that runs as a process of its own: its wall clock goes wrong by as much as the test says.
 * The console itself knows no such setting. Timers and `performance.now()` go on as they are, as on a real machine.
 */
const RealDate = Date;
let shiftMs = 0;

const now = (): number => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given: ConstructorParameters<DateConstructor> | []) =>
    given.length === 0 ? new target(now()) : new target(...given),
  get: (target, name) =>
    name === 'now' ? now : (Reflect.get(target, name) as unknown),
});

process.on('message', ({ ms, zone = 'UTC' }: WrongClock) => {
  shiftMs = ms;
  process.env['TZ'] = zone;
  process.send?.('set');
});
process.channel?.unref();
// Whoever started it is gone.
process.once('disconnect', () => process.exit(1));
